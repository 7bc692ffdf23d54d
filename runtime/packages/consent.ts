import path from "node:path";
import type { LicencedPackage } from "./installed-licences.ts";
import { readJson, writeWhole } from "./packages-folder.ts";

const FILE = "accepted-licences.json";

/** That somebody has accepted a licence which is not open, for one package. Kept also when the package is removed. */
export interface AcceptedLicence {
  readonly package: string;
  readonly version: string;
  readonly licence: string | null;
  readonly by: string;
  /** ISO time. */
  readonly at: string;
}

export function readAccepted(home: string): Promise<readonly AcceptedLicence[]> {
  return readJson<AcceptedLicence[]>(path.join(home, FILE)).then((accepted) => accepted ?? []);
}

export async function rememberAccepted(home: string, accepted: readonly AcceptedLicence[]): Promise<void> {
  await writeWhole(path.join(home, FILE), JSON.stringify([...(await readAccepted(home)), ...accepted], null, 2));
}

/**
 * The packages whose licence somebody has yet to accept: those that are not open, but for those whose licence was
 * accepted before under the same name, for the same package in any version.
 *
 * @param agreed - Names of licences accepted a moment ago: they count for what comes along with a package too
 */
export function toBeAccepted(
  packages: readonly LicencedPackage[],
  accepted: readonly AcceptedLicence[],
  agreed: readonly (string | null)[] = [],
): LicencedPackage[] {
  return packages.filter(
    ({ name, licence }) =>
      !licence.open &&
      !(licence.name !== null && agreed.includes(licence.name)) &&
      !accepted.some((before) => before.package === name && before.licence === licence.name),
  );
}
