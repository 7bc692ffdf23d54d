import path from "node:path";
import { findComponent, loadComponentFile } from "../component-host/catalogue.ts";
import type { ManifestEntry } from "../component-host/catalogue.ts";
import type { Catalogue } from "../component-host/types.ts";
import { packageRoot, readComponents, readPackages } from "./packages-folder.ts";
import type { InstalledPackage } from "./packages-folder.ts";

/** Components of the packages that were added; read again when one was added or removed. */
export function packagesCatalogue(home: string): Catalogue {
  let known: { readonly of: string; readonly entries: Promise<ManifestEntry[]> } | undefined;
  const read = async (): Promise<ManifestEntry[]> => {
    const packages = await readPackages(home);
    const of = JSON.stringify(packages);
    if (known?.of !== of) known = { of, entries: readEntries(home, packages) };
    return known.entries;
  };
  return {
    list: read,
    async load(uses) {
      return loadComponentFile(findComponent(await read(), uses).file);
    },
  };
}

/**
 * Several catalogues as one. Of two components with one key the one that comes first counts.
 *
 * @param code - Makes the components of code steps; without it they cannot run
 */
export function joinCatalogues(catalogues: readonly Catalogue[], code?: Catalogue["code"]): Catalogue {
  const lists = (): Promise<Awaited<ReturnType<Catalogue["list"]>>[]> =>
    Promise.all(catalogues.map((catalogue) => catalogue.list()));
  return {
    ...(code === undefined ? {} : { code }),
    async list() {
      const seen = new Map(
        (await lists())
          .flat()
          .reverse()
          .map((summary) => [summary.key, summary]),
      );
      return [...seen.values()].reverse();
    },
    async load(uses) {
      const all = await lists();
      const { key } = findComponent(all.flat(), uses);
      const index = all.findIndex((list) => list.some((summary) => summary.key === key));
      const holder = catalogues[index];
      if (holder === undefined) throw new Error(`No catalogue has "${key}", although it was found.`);
      return holder.load(uses);
    },
  };
}

async function readEntries(home: string, packages: readonly InstalledPackage[]): Promise<ManifestEntry[]> {
  const indexed = await Promise.all(
    packages.map(async (installed) => {
      const { components } = await readComponents(home, installed);
      const root = packageRoot(home, installed);
      return components.map((entry) => ({ ...entry, from: installed.name, file: path.join(root, entry.file) }));
    }),
  );
  return indexed.flat();
}
