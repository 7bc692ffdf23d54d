import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, sep } from "node:path";
import type { OnResolveArgs, OnResolveResult, Plugin } from "esbuild";
import { parsePackageSpecifier } from "../component-host/package-specifier.ts";

const IN_A_PACKAGE = `${sep}node_modules${sep}`;

/**
 * Leaves npm packages out of the bundle and names the installed version in the import (`lodash@4.18.1`), since
 * Pipedream installs what the import statements say, and the newest version when they say none.
 *
 * An import of a part of a package (`csv-parse/sync`) is bundled instead: Pipedream refuses a version and a path in one
 * import.
 *
 * @see https://github.com/PipedreamHQ/pipedream/issues/12645
 */
export function pinnedImports(root: string): Plugin {
  return {
    name: "pinned-imports",
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, (args) => resolveImport(root, args));
    },
  };
}

function resolveImport(root: string, args: OnResolveArgs): OnResolveResult | undefined {
  if (args.kind === "entry-point") return undefined;
  const bare = args.path.replace(/^node:/, "");
  if (builtinModules.includes(bare)) return { path: `node:${bare}`, external: true };
  const wanted = parsePackageSpecifier(args.path);
  // What a bundled package imports is bundled with it: its versions are its own.
  if (wanted === null || wanted.subpath !== "" || args.importer.includes(IN_A_PACKAGE)) return undefined;
  const version = installedVersion(root, wanted.name);
  if (version === null) {
    return { errors: [{ text: `"${args.path}" is not installed, so its version is not known.` }] };
  }
  return { path: `${wanted.name}@${version}`, external: true };
}

function installedVersion(root: string, name: string): string | null {
  try {
    const manifest = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")) as {
      readonly version?: string;
    };
    return manifest.version ?? null;
  } catch {
    return null;
  }
}
