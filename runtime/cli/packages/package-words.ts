import type { Added } from "../../packages/add-package.ts";
import type { LicencedPackage } from "../../packages/installed-licences.ts";
import type { PackageOffer } from "../../packages/package-offer.ts";
import type { InstalledPackage } from "../../packages/packages-folder.ts";
import type { ManifestEntry } from "../../component-host/catalogue.ts";
import { count, table, timeInWords } from "../story/words.ts";

/** What is known before anything is downloaded. */
export function offerInWords({ name, version, description, licence, sizeBytes, dependencies }: PackageOffer): string {
  const needs = Object.keys(dependencies);
  return [
    `${name} ${version}${description === "" ? "" : `: ${description}`}`,
    `  Licence: ${licence.name ?? "none is named"}`,
    `  Size:    ${sizeBytes === null ? "the registry does not say" : `${sizeInWords(sizeBytes)}, without what it needs`}`,
    `  Needs:   ${needs.length === 0 ? "nothing" : needs.join(", ")}`,
  ].join("\n");
}

/** What a person is asked to accept: each licence once, with the packages that have it. */
export function licencesInWords(packages: readonly LicencedPackage[]): string {
  const byLicence = Map.groupBy(packages, ({ licence }) => licence.name ?? "no licence named");
  return [...byLicence]
    .map(([licence, under]) => {
      const names = under.map(({ name, version }) => `${name}@${version}`).join(", ");
      return `${licence} (${names})\n  ${under[0]?.licence.warning ?? ""}`;
    })
    .join("\n");
}

/** @param counts - When they count, as the end of a sentence */
export function addedInWords(
  { installed, replaced, components, problems, undeclared, unavailable }: Added,
  hidden: readonly string[],
  counts: string,
): string {
  const { name, version, sizeBytes } = installed;
  const instead = replaced === null ? "" : `, in place of ${replaced.version}`;
  const example = components.find(({ type }) => type === "action") ?? components[0];
  const found = Object.keys(undeclared);
  return [
    `Added ${name} ${version}${instead}: ${kinds(components)}, ${sizeInWords(sizeBytes)}. They count ${counts}.`,
    ...(example === undefined
      ? []
      : [`In a recipe: uses: ${example.key}@${example.version}   (all of them: lastedit packages ${name})`]),
    ...(found.length === 0 ? [] : [`Installed as well, since its code imports them: ${found.join(", ")}.`]),
    ...Object.entries(unavailable).map(([wanted, why]) => `Not installed: ${wanted}, which its code imports. ${why}`),
    ...hidden.map((key) => `LastEdit's own ${key} goes before the package's.`),
    ...problems.map(({ file, problem }) => `Cannot be used: ${file}. ${problem}`),
  ].join("\n");
}

export function packagesInWords(packages: readonly InstalledPackage[]): string {
  if (packages.length === 0) return "No packages were added. Add one with: lastedit add @pipedream/slack";
  const rows = packages.map(({ name, version, components, sizeBytes, licence, addedBy, addedAt }) => [
    name,
    version,
    count(components, "component"),
    sizeInWords(sizeBytes),
    licence ?? "no licence named",
    `added ${timeInWords(addedAt)}${addedBy === "" ? "" : ` by ${addedBy}`}`,
  ]);
  return table(rows);
}

export function componentsInWords(components: readonly ManifestEntry[]): string {
  return table(components.map(({ type, key, version, name }) => [type, `${key}@${version}`, name]));
}

function kinds(components: readonly ManifestEntry[]): string {
  const actions = components.filter(({ type }) => type === "action").length;
  return `${count(components.length - actions, "source")} and ${count(actions, "action")}`;
}

function sizeInWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
