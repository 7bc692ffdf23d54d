import path from "node:path";
import { installedLicence } from "./licence.ts";
import type { Licence } from "./licence.ts";
import { readJson } from "./packages-folder.ts";

export interface LicencedPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: Licence;
}

/** Every package that npm put into a folder, with its licence; each name and version once. */
export async function installedLicences(folder: string): Promise<LicencedPackage[]> {
  const list = await readJson<{ packages: Record<string, { link?: boolean }> }>(
    path.join(folder, "node_modules", ".package-lock.json"),
  );
  const places = Object.entries(list?.packages ?? {}).filter(([place, { link }]) => place !== "" && link !== true);
  const read = await Promise.all(places.map(([place]) => installedLicence(path.join(folder, place))));
  return [...new Map(read.map((found) => [`${found.name}@${found.version}`, found])).values()];
}
