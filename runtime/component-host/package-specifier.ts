/** An import of an npm package, taken apart. */
export interface PackageSpecifier {
  /** With its scope: `@shopify/admin-api-client`. */
  readonly name: string;
  /** Version or range after the `@`; `null` when the import has none. */
  readonly version: string | null;
  /** `/sync` of `csv-parse/sync`; `""` for the package itself. */
  readonly subpath: string;
}

const PATTERN = /^(?<name>(?:@[\w.~-]+\/)?[\w~-][\w.~-]*)(?:@(?<version>[^/@]+))?(?<subpath>\/.*)?$/;

/** @returns `null` for a relative path, a URL or a module of Node */
export function parsePackageSpecifier(specifier: string): PackageSpecifier | null {
  if (/^[a-z]+:/i.test(specifier)) return null;
  const groups = PATTERN.exec(specifier)?.groups;
  if (groups?.["name"] === undefined) return null;
  return { name: groups["name"], version: groups["version"] ?? null, subpath: groups["subpath"] ?? "" };
}
