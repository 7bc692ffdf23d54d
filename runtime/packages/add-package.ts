import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { ComponentSummary } from "../component-host/types.ts";
import { readAccepted, rememberAccepted, toBeAccepted } from "./consent.ts";
import { fillFolder } from "./fill-folder.ts";
import type { Filled } from "./fill-folder.ts";
import { indexPackage } from "./index-package.ts";
import type { IndexedPackage } from "./indexed-package.ts";
import { installedLicences } from "./installed-licences.ts";
import type { LicencedPackage } from "./installed-licences.ts";
import { PackageError } from "./package-error.ts";
import { offerOf } from "./package-offer.ts";
import type { PackageOffer } from "./package-offer.ts";
import { changePackages, newFolder, packageRoot, readComponents, writeComponents } from "./packages-folder.ts";
import type { InstalledPackage } from "./packages-folder.ts";

export interface AddOptions {
  /** The installation's folder of packages; made when it is not there. */
  readonly home: string;
  /** `@pipedream/slack`, with or without a version. */
  readonly wanted: string;
  /** Who accepts licences. */
  readonly by: string;
  now(): Date;
  /** What the registry says, before anything is downloaded. */
  onOffer(offer: PackageOffer): void;
  /** Asks whether licences that are not open are accepted. */
  consent(packages: readonly LicencedPackage[]): Promise<boolean>;
  /** Gets all components there would be. @throws When something would no longer work; then nothing is changed. */
  check(components: readonly ComponentSummary[]): Promise<void>;
  readonly signal?: AbortSignal;
}

export interface Added extends Filled, IndexedPackage {
  readonly installed: InstalledPackage;
  /** The one that it takes the place of. */
  readonly replaced: InstalledPackage | null;
}

/**
 * Adds a package of components, or replaces it by another version. Licences come first; then it is downloaded into a
 * folder of its own and its components are loaded once, apart; the index is written last. Until then, and after any
 * failure or kill, the packages are those of before.
 *
 * @throws {PackageError} `licence-refused`, `npm-failed`, `package-invalid`
 */
export async function addPackage(options: AddOptions): Promise<Added> {
  const { home, by, signal } = options;
  let added: Added | undefined;
  await changePackages(home, async (before) => {
    const offer = await offerOf(options.wanted, home);
    options.onOffer(offer);
    const agreed = await askFor([offer], options, []);
    const folder = await newFolder(home, offer.name, offer.version);
    const place = path.join(home, folder);
    try {
      const filled = await fillFolder(place, { [offer.name]: offer.version }, { ofComponents: [offer.name], signal });
      const along = await installedLicences(place);
      await askFor(along, options, agreed);
      const root = packageRoot(home, { folder, name: offer.name });
      const indexed = await indexPackage(root);
      if (indexed.components.length === 0) throw noComponents(offer, indexed);
      await writeComponents(place, indexed);
      const installed: InstalledPackage = {
        name: offer.name,
        version: offer.version,
        folder,
        licence: along.find(({ name }) => name === offer.name)?.licence.name ?? offer.licence.name,
        addedAt: options.now().toISOString(),
        addedBy: by,
        components: indexed.components.length,
        sizeBytes: await sizeOf(place),
      };
      const others = before.filter(({ name }) => name !== offer.name);
      const theirs = await Promise.all(others.map((other) => readComponents(home, other)));
      await options.check([...theirs.flatMap(({ components }) => components), ...indexed.components]);
      const replaced = before.find(({ name }) => name === offer.name) ?? null;
      added = { ...filled, ...indexed, installed, replaced };
      return [...others, installed];
    } catch (error) {
      await rm(place, { recursive: true, force: true });
      throw error;
    }
  });
  if (added === undefined) throw new Error("The change ended without a package and without an error.");
  return added;
}

/** @returns The licences accepted just now */
async function askFor(
  packages: readonly LicencedPackage[],
  { home, by, now, consent }: AddOptions,
  agreed: readonly (string | null)[],
): Promise<(string | null)[]> {
  const open = toBeAccepted(packages, await readAccepted(home), agreed);
  if (open.length === 0) return [];
  if (!(await consent(open))) {
    const names = open.map(({ name, version }) => `${name}@${version}`).join(", ");
    throw new PackageError("licence-refused", `The licence of ${names} was not accepted. Nothing was added.`);
  }
  const at = now().toISOString();
  await rememberAccepted(
    home,
    open.map(({ name, version, licence }) => ({ package: name, version, licence: licence.name, by, at })),
  );
  return open.map(({ licence }) => licence.name);
}

function noComponents({ name, version }: PackageOffer, { problems }: IndexedPackage): PackageError {
  const [first] = problems;
  const why = first === undefined ? "it has no sources and no actions" : `${first.file}: ${first.problem}`;
  return new PackageError(
    "package-invalid",
    `${name}@${version} has nothing a recipe can use: ${why}. Nothing was added.`,
  );
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(({ parentPath, name }) => stat(path.join(parentPath, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}
