import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { relative, sep } from "node:path";

/** What files held: digests by path, relative to the project. */
export type Digests = Readonly<Record<string, string>>;

/** @param files - Absolute */
export async function digestsOf(root: string, files: readonly string[]): Promise<Digests> {
  const digests = await Promise.all(
    files.map(async (file): Promise<[string, string]> => {
      const digest = createHash("sha256").update(await readFile(file));
      return [relative(root, file).split(sep).join("/"), digest.digest("hex")];
    }),
  );
  return Object.fromEntries(digests);
}

export function sameDigests(before: Digests, now: Digests): boolean {
  const files = Object.keys(now);
  return files.length === Object.keys(before).length && files.every((file) => before[file] === now[file]);
}
