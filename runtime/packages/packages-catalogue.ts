import path from "node:path";
import { findComponent, loadComponentFile } from "../component-host/catalogue.ts";
import type { ManifestEntry } from "../component-host/catalogue.ts";
import type { Catalogue } from "../component-host/types.ts";
import { packageRoot, readComponents, readPackages } from "./packages-folder.ts";

/** Components of the packages that were added; read once. */
export function packagesCatalogue(home: string): Catalogue {
  let entries: Promise<ManifestEntry[]> | undefined;
  const read = (): Promise<ManifestEntry[]> => (entries ??= readEntries(home));
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

async function readEntries(home: string): Promise<ManifestEntry[]> {
  const packages = await readPackages(home);
  const indexed = await Promise.all(
    packages.map(async (installed) => {
      const { components } = await readComponents(home, installed);
      const root = packageRoot(home, installed);
      return components.map((entry) => ({ ...entry, file: path.join(root, entry.file) }));
    }),
  );
  return indexed.flat();
}
