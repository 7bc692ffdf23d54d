import type { Catalogue } from "../component-host/types.ts";
import type { LoadedRecipe } from "../recipes/index.ts";
import { readExample } from "./example.ts";
import type { ExampleFile } from "./find-examples.ts";
import { runExample } from "./run-example.ts";
import type { Difference } from "./run-example.ts";

/** An example and the recipe that is played on it. */
export interface Performance extends ExampleFile {
  readonly loaded: LoadedRecipe;
}

/** How an example went. */
export interface PlayedExample {
  readonly recipe: string;
  readonly example: string;
  readonly file: string;
  /** `null` when the file cannot be read. */
  readonly title: string | null;
  /** `not-played`: the example, the recipe or the sandbox would not, as `error` says. */
  readonly result: "passed" | "failed" | "not-played";
  readonly durationMs: number;
  readonly differences: readonly Difference[];
  readonly error: string | null;
}

export interface PlayOptions {
  readonly catalogue: Catalogue;
  /** Milliseconds on any clock. */
  readonly now: () => number;
  onBegin(performance: Performance): void;
  onEnd(played: PlayedExample): void;
}

/** Plays examples one after the other, each on sandboxes of its own. One that cannot be played holds up no other. */
export async function playExamples(
  performances: readonly Performance[],
  { catalogue, now, onBegin, onEnd }: PlayOptions,
): Promise<PlayedExample[]> {
  const all: PlayedExample[] = [];
  for (const performance of performances) {
    onBegin(performance);
    const begun = now();
    const outcome = await playOne(performance, catalogue);
    const { loaded, name, file } = performance;
    const played = {
      recipe: loaded.recipe.recipe,
      example: name,
      file,
      ...outcome,
      durationMs: Math.round(now() - begun),
    };
    all.push(played);
    onEnd(played);
  }
  return all;
}

async function playOne(
  { loaded, file }: Performance,
  catalogue: Catalogue,
): Promise<Pick<PlayedExample, "title" | "result" | "differences" | "error">> {
  let title: string | null = null;
  try {
    const example = await readExample(file);
    ({ title } = example);
    const { differences } = await runExample(loaded, example, catalogue);
    return { title, result: differences.length === 0 ? "passed" : "failed", differences, error: null };
  } catch (error) {
    return {
      title,
      result: "not-played",
      differences: [],
      error: error instanceof Error ? error.message : String(error),
    };
  }
}
