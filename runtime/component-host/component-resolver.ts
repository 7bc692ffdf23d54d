import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { parsePackageSpecifier } from "./package-specifier.ts";

const PLATFORM = "@pipedream/platform";
const PLATFORM_SHIM = new URL("../platform/index.ts", import.meta.url);
const PROJECT_URL = new URL("../../package.json", import.meta.url).href;

let installed = false;

/**
 * Lets this process load components as Pipedream does: an import may carry a version (`lodash@4.18.1`), and
 * `@pipedream/platform`, in any version and for every importer, is our own module with the same contract.
 * Calling it again does nothing.
 *
 * A version in an import is a wish to Pipedream's installer. Here the installed version is used.
 */
export function installComponentResolver(): void {
  if (installed) return;
  installed = true;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const wanted = parsePackageSpecifier(specifier);
      if (wanted === null) return nextResolve(specifier, context);
      if (wanted.name === PLATFORM && wanted.subpath === "") {
        // `require` knows paths only.
        const shim = context.conditions.includes("require") ? fileURLToPath(PLATFORM_SHIM) : PLATFORM_SHIM.href;
        return nextResolve(shim, context);
      }
      if (wanted.version === null) return nextResolve(specifier, context);
      const plain = `${wanted.name}${wanted.subpath}`;
      try {
        return nextResolve(plain, context);
      } catch (error) {
        // A built component may lie outside of the project; its packages are ours.
        if (!isNotFound(error)) throw error;
        return nextResolve(plain, { ...context, parentURL: PROJECT_URL });
      }
    },
  });
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(ERR_)?MODULE_NOT_FOUND$/.test(String(error.code));
}
