import { access, readdir, readFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import path from "node:path";
import { parsePackageSpecifier } from "../component-host/package-specifier.ts";
import type { PackageSpecifier } from "../component-host/package-specifier.ts";
import { importedSpecifiers, UnreadableFileError } from "./import-scan.ts";
import { pinnedName } from "./pinned-import.ts";

const SCRIPT = /\.(mjs|cjs|js)$/;

/** Answered by the runtime itself, whoever imports them. */
export const ANSWERED_BY_RUNTIME: ReadonlySet<string> = new Set(["@pipedream/platform", "@pipedream/types"]);

/** What must still be installed, as dependencies of a `package.json`: `{ "rss-parser": "latest" }`. */
export type Dependencies = Readonly<Record<string, string>>;

/** Whether an import names an npm package that has to be installed. */
export function wantedPackage(specifier: string): PackageSpecifier | null {
  const wanted = parsePackageSpecifier(specifier);
  if (wanted === null || builtinModules.includes(wanted.name) || specifier.startsWith("#")) return null;
  return ANSWERED_BY_RUNTIME.has(wanted.name) ? null : wanted;
}

/** An import as a dependency; one with a version gets a folder of its own beside other versions. */
export function asDependency(wanted: PackageSpecifier): [name: string, range: string] {
  const pinned = pinnedName(wanted);
  return pinned === null ? [wanted.name, "latest"] : [pinned, `npm:${wanted.name}@${wanted.version ?? "latest"}`];
}

/**
 * Imports of a package's own files for which nothing is installed. Pipedream installs what import statements say, so
 * its packages often declare only a part of what they use.
 *
 * @param packageFolder - The package, inside of `<root>/node_modules`
 * @returns `{}` when everything is there. Files that cannot be read as JavaScript are left out: loading them says why.
 */
export async function undeclaredImports(root: string, packageFolder: string): Promise<Dependencies> {
  const missing = new Map<string, string>();
  for (const file of await scriptsIn(packageFolder)) {
    for (const specifier of await specifiersOf(file)) {
      const wanted = wantedPackage(specifier);
      if (wanted === null) continue;
      const [name, range] = asDependency(wanted);
      if (!missing.has(name) && !(await isInstalled(name, path.dirname(file), root))) missing.set(name, range);
    }
  }
  return Object.fromEntries(missing);
}

async function specifiersOf(file: string): Promise<string[]> {
  try {
    return importedSpecifiers(await readFile(file, "utf8"));
  } catch (error) {
    if (error instanceof UnreadableFileError) return [];
    throw error;
  }
}

async function scriptsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "node_modules" ? [] : scriptsIn(place);
      return SCRIPT.test(entry.name) ? [place] : [];
    }),
  );
  return nested.flat();
}

/** Looks where Node looks: in each `node_modules` from the importing file's folder up to the root. */
async function isInstalled(name: string, from: string, root: string): Promise<boolean> {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (await isThere(path.join(folder, "node_modules", name))) return true;
    if (folder === root || folder === path.dirname(folder)) return false;
  }
}

function isThere(place: string): Promise<boolean> {
  return access(place).then(
    () => true,
    () => false,
  );
}
