import type { Rolldown } from "vite";

/** Compressed bytes of JavaScript that a browser loads before a page shows. */
export interface FirstLoad {
  /** File of the page's code, relative to the project. */
  readonly page: string;
  readonly bytes: number;
}

/** First loads may not be larger. */
export const FIRST_LOAD_LIMIT_BYTES = 350 * 1024;

/**
 * What each page needs at first: the entry, the page's own code, and all that these import at once. Largest first.
 *
 * @param compressedSize - By the name of an output file, in bytes
 */
export function firstLoads(
  chunks: readonly Rolldown.OutputChunk[],
  compressedSize: (fileName: string) => number,
): FirstLoad[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const withImports = (names: readonly string[], found = new Set<string>()): ReadonlySet<string> => {
    for (const name of names) {
      if (found.has(name)) continue;
      found.add(name);
      withImports(byName.get(name)?.imports ?? [], found);
    }
    return found;
  };
  const entries = chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName);
  const pages = chunks.filter(
    ({ isDynamicEntry, facadeModuleId }) => isDynamicEntry && /-page\.tsx$/.test(facadeModuleId ?? ""),
  );
  return pages
    .map(({ fileName, facadeModuleId }) => ({
      page: /console\/src\/.*$/.exec((facadeModuleId ?? "").replaceAll("\\", "/"))?.[0] ?? fileName,
      bytes: [...withImports([...entries, fileName])].reduce((sum, name) => sum + compressedSize(name), 0),
    }))
    .toSorted((a, b) => b.bytes - a.bytes);
}
