import type { PackageSpecifier } from "../component-host/package-specifier.ts";

/**
 * Folder under which the package of a pinned import is installed: `got@13.0.0` may be wanted beside another `got`.
 *
 * @returns `null` for an import without a version
 * @example
 * pinnedName({ name: "@a/b", version: "^1.2.0", subpath: "" }); // "pinned.a.b.caret1.2.0"
 */
export function pinnedName({ name, version }: PackageSpecifier): string | null {
  if (version === null) return null;
  const plain = `${name}.${version}`.toLowerCase();
  return `pinned.${plain
    .replace("@", "")
    .replace("/", ".")
    .replaceAll("^", "caret")
    .replaceAll("~", "tilde")
    .replaceAll(/[^a-z0-9._-]/g, "_")}`;
}
