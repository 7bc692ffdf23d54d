import { registerHooks } from "node:module";
import type { ResolveFnOutput, ResolveHookContext } from "node:module";
import { fileURLToPath } from "node:url";
import { pinnedName } from "../packages/pinned-import.ts";
import { parsePackageSpecifier } from "./package-specifier.ts";

/** Modules that the runtime answers itself, in any version and for every importer. */
const OWN_MODULES: Readonly<Record<string, URL>> = {
  "@pipedream/platform": new URL("../platform/index.ts", import.meta.url),
  "@pipedream/types": new URL("../platform/define.ts", import.meta.url),
};
const PROJECT_URL = new URL("../../package.json", import.meta.url).href;

let installed = false;

/**
 * Lets this process load components as Pipedream does: an import may carry a version (`lodash@4.18.1`), and
 * `@pipedream/platform`, in any version and for every importer, is our own module with the same contract.
 * Calling it again does nothing.
 *
 * A version in an import is a wish to the installer, which puts that version beside others. Where it did not, as for
 * our own components, the installed version is used.
 */
export function installComponentResolver(): void {
  if (installed) return;
  installed = true;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const wanted = parsePackageSpecifier(specifier);
      if (wanted === null) return nextResolve(specifier, context);
      const own = wanted.subpath === "" ? OWN_MODULES[wanted.name] : undefined;
      if (own !== undefined) {
        // `require` knows paths only.
        return nextResolve(context.conditions.includes("require") ? fileURLToPath(own) : own.href, context);
      }
      const pinned = pinnedName(wanted);
      if (pinned === null) return nextResolve(specifier, context);
      const plain = `${wanted.name}${wanted.subpath}`;
      return firstFound(nextResolve, [
        [`${pinned}${wanted.subpath}`, context],
        [plain, context],
        // A built component may lie outside of the project; its packages are ours.
        [plain, { ...context, parentURL: PROJECT_URL }],
      ]);
    },
  });
}

type NextResolve = (specifier: string, context: ResolveHookContext) => ResolveFnOutput;
type Place = readonly [specifier: string, context: ResolveHookContext];

/** @throws What the last place says, which names what the import asks for */
function firstFound(nextResolve: NextResolve, places: readonly Place[]): ResolveFnOutput {
  let missing: unknown;
  for (const place of places) {
    try {
      return nextResolve(...place);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      missing = error;
    }
  }
  throw missing;
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(ERR_)?MODULE_NOT_FOUND$/.test(String(error.code));
}
