import type { ManifestEntry } from "../component-host/catalogue.ts";

/** What was found in a package's files. */
export interface IndexedPackage {
  /** Paths are relative to the package's own folder. */
  readonly components: readonly ManifestEntry[];
  /** Files that should hold a component and could not be loaded. */
  readonly problems: readonly { readonly file: string; readonly problem: string }[];
}
