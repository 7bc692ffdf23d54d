import { describeProblem } from "../../recipes/index.ts";
import { diffTexts, mergeTexts, VERSION_STATES } from "../../recipes/versions/index.ts";
import type { MergeResult, RecipeVersions, VersionState } from "../../recipes/versions/index.ts";
import { count } from "../story/words.ts";

/** How a recipe's versions differ. Hashes begin the SHA-256 of each text. */
export interface VersionDiff {
  readonly recipe: string;
  readonly version: VersionState;
  readonly shippedBefore: string | null;
  readonly shipped: string | null;
  readonly yours: string | null;
  /** Shipped before → shipped now. */
  readonly upgrade: readonly string[];
  /** What yours was made from → yours. */
  readonly changes: readonly string[];
  /** Conflicts that a merge would leave; `null` where there is nothing to merge. */
  readonly conflicts: number | null;
}

export function versionDiff({ name, state, shipped, yours, shippedBefore }: RecipeVersions): VersionDiff {
  const origin = shippedBefore ?? shipped;
  const both = shippedBefore !== null && shipped !== null;
  return {
    recipe: name,
    version: state,
    shippedBefore: yours === null ? null : shortHash(shippedBefore),
    shipped: shortHash(shipped),
    yours: shortHash(yours),
    upgrade: both && yours !== null ? diffTexts(shippedBefore.text, shipped.text) : [],
    changes: origin !== null && yours !== null ? diffTexts(origin.text, yours.text) : [],
    conflicts:
      both && yours !== null && state === "outdated"
        ? mergeTexts(yours.text, shippedBefore.text, shipped.text).conflicts
        : null,
  };
}

export function diffInWords(diff: VersionDiff): string {
  const { recipe, version, shippedBefore, shipped, upgrade, changes, conflicts } = diff;
  if (version === "shipped") return `${recipe} is as shipped. To change it: lastedit recipe customise ${recipe}`;
  if (version === "own") return `${recipe} is your own: there is no shipped one to compare it with.`;
  const origin = shippedBefore === null ? `shipped now (${shipped ?? ""})` : `shipped before (${shippedBefore})`;
  return [
    `${recipe}: ${VERSION_STATES[version]}`,
    ...(upgrade.length === 0
      ? []
      : ["", `What the upgrade changed: shipped before (${shippedBefore ?? ""}) → shipped now (${shipped ?? ""})`]),
    ...upgrade,
    "",
    `What you changed: ${origin} → yours (${diff.yours ?? ""})`,
    ...(changes.length === 0 ? ["  nothing"] : changes),
    ...(conflicts === null ? [] : ["", offer(recipe, conflicts)]),
  ].join("\n");
}

/** @param counts - When a merged recipe counts, as the end of a sentence */
export function mergeInWords(recipe: string, result: MergeResult, counts: string): string {
  switch (result.outcome) {
    case "up-to-date":
      return `Nothing newer of ${recipe} is shipped. Nothing was changed.`;
    case "merged":
      return [
        `Merged into ${result.file}. It counts ${counts}.`,
        `  Play its examples: lastedit test ${recipe}`,
        `  Undo: lastedit recipe restore ${recipe} --backup ${result.backup}`,
      ].join("\n");
    case "conflicts":
      return [
        `${count(result.conflicts, "place")} changed on both sides. Yours stays in force; the merge waits in`,
        `  ${result.file}`,
        "Keep one side of each place marked <<<<<<< to >>>>>>> and delete the marks, then:",
        `  lastedit recipe merge ${recipe} --finish`,
      ].join("\n");
    case "cannot-run":
      return [
        "The merged recipe cannot be run. Yours stays in force; the merge waits with what is wrong in it:",
        ...result.problems.map((problem) => `  ${describeProblem(result.file, problem)}`),
        `Mend it, then: lastedit recipe merge ${recipe} --finish`,
      ].join("\n");
  }
}

function offer(recipe: string, conflicts: number): string {
  return conflicts === 0
    ? `Both fit together: lastedit recipe merge ${recipe}`
    : `${count(conflicts, "place")} changed on both sides; a merge marks them for you: lastedit recipe merge ${recipe}`;
}

function shortHash(version: { readonly hash: string } | null): string | null {
  return version === null ? null : version.hash.slice(0, 8);
}
