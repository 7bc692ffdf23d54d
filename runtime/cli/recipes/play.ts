import { findExamples } from "../../examples/find-examples.ts";
import { playExamples } from "../../examples/play-examples.ts";
import type { Performance, PlayedExample } from "../../examples/play-examples.ts";
import { loadRecipe } from "../../recipes/index.ts";
import { readVersions, recipeNames, versionInUse } from "../../recipes/versions/index.ts";
import type { CommandContext } from "../command-context.ts";
import { openCatalogue } from "../installation/open-catalogue.ts";
import type { Places } from "../installation/places.ts";
import { RefusedError } from "../local-api/backend.ts";
import { showProgress } from "../serving/show-progress.ts";
import { count } from "../story/words.ts";

export interface PlayChoice {
  /** Without it the examples of all recipes. */
  readonly recipe: string | undefined;
  readonly example: string | undefined;
  /** Where one line stays current while it runs; `null` for nowhere. */
  readonly progress: NodeJS.WriteStream | null;
}

/**
 * Plays the examples of recipes in the version that runs.
 *
 * @throws {RefusedError} When there is no such example
 * @throws {RecipeError} When a recipe cannot be read
 */
export async function play({ places }: CommandContext, choice: PlayChoice): Promise<PlayedExample[]> {
  const performances = await chosen(places, choice);
  const catalogue = await openCatalogue(places);
  let [done, wrong, now] = [0, 0, ""];
  const over = new AbortController();
  const line = (): string =>
    `${done} of ${count(performances.length, "example")} played${wrong === 0 ? "" : `, ${wrong} not as expected`}${now === "" ? "" : ` · now ${now}`}`;
  const shown =
    choice.progress === null ? null : showProgress(() => Promise.resolve(line()), choice.progress, over.signal);
  try {
    return await playExamples(performances, {
      catalogue,
      now: () => performance.now(),
      onBegin: ({ loaded, name }) => (now = `${loaded.recipe.recipe}, ${name}`),
      onEnd: ({ result }) => {
        done += 1;
        if (result !== "passed") wrong += 1;
      },
    });
  } finally {
    over.abort();
    await shown;
  }
}

async function chosen({ recipes }: Places, { recipe, example }: PlayChoice): Promise<Performance[]> {
  const names = recipe === undefined ? await recipeNames(recipes) : [recipe];
  const performances: Performance[] = [];
  const known: string[] = [];
  for (const name of names) {
    const { file } = versionInUse(await readVersions(recipes, name));
    const examples = await findExamples(recipes, name);
    known.push(...examples.map((each) => each.name));
    const wanted = examples.filter((each) => example === undefined || each.name === example);
    if (wanted.length === 0) continue;
    const loaded = await loadRecipe(file);
    performances.push(...wanted.map((each) => ({ ...each, loaded })));
  }
  if (performances.length > 0) return performances;
  const there = [...new Set(known)].join(", ") || "none";
  const what = example === undefined ? "example" : `example "${example}"`;
  throw new RefusedError(`There is no ${what}${recipe === undefined ? "" : ` of ${recipe}`}. There is ${there}.`);
}
