import type { z } from "zod";
import { DryRunError } from "../../dry-run/dry-runner.ts";
import type { DryRunResult } from "../../dry-run/dry-runner.ts";
import { onStage, prepareJob } from "../../dry-run/prepare-job.ts";
import { readExample } from "../../examples/example.ts";
import { findExamples } from "../../examples/find-examples.ts";
import { memoryDataStore } from "../../examples/memory-data-store.ts";
import { openStage } from "../../examples/stage.ts";
import { RecipeError } from "../../recipes/index.ts";
import { openDataStore } from "../../store/data-store.ts";
import { findRun, readEvent } from "../../store/runs/read-runs.ts";
import type { RunDetail } from "../../store/runs/read-runs.ts";
import type { ApiContext } from "../api-context.ts";
import { ApiError, notFound, refused } from "../api-error.ts";
import type { against, DryRun } from "../contract/editing.ts";
import type { EditingDoors } from "./editing-doors.ts";

export interface DryTest {
  readonly name: string;
  readonly folder: string;
  readonly text: string;
  readonly against: z.output<typeof against>;
  readonly until: string | null;
  /** Results of the steps before `until` come from the past run. */
  readonly reuseEarlier: boolean;
}

/** Tests a recipe without touching anything: against a past run, an event, or an example's sandbox. */
export async function runDryTest(
  context: ApiContext,
  { dryRunner }: Pick<EditingDoors, "dryRunner">,
  test: DryTest,
): Promise<DryRun> {
  const { store, installation, places, env } = context;
  const { database, vault } = store;
  const { name, text, until } = test;
  const { config } = installation;
  const surroundings = { config, connections: installation.connections(), env, places };
  try {
    if (test.against.what === "example") {
      const stage = await openStage(await readExample(await exampleFile(context, test.folder, test.against.example)));
      try {
        const bare = prepareJob({ name, text, event: stage.event, until }, surroundings, "none");
        const job = onStage({ ...bare, maskPersonal: false }, stage.connections);
        const memory = memoryDataStore();
        return shown(await dryRunner.run({ job, dataStore: () => memory }), "sandbox");
      } finally {
        await stage.close();
      }
    }
    const { against } = test;
    const run = against.what === "run" ? await findRun(database, against.runId) : null;
    if (against.what === "run" && run === null) throw notFound(`run ${against.runId}`);
    const event = against.what === "run" ? await readEvent(database, vault, against.runId) : against.event;
    const reuse = run !== null && test.reuseEarlier ? earlierResults(run, until) : {};
    const job = prepareJob({ name, text, event, until, reuse }, surroundings);
    return shown(
      await dryRunner.run({ job, dataStore: (storeName) => openDataStore(database, storeName) }),
      "connections",
    );
  } catch (error) {
    throw asApiError(error);
  }
}

/** As the API gives it. */
export function shown(
  { outcome, summary, status, steps, wouldSend, reads, durationMs }: DryRunResult,
  readFrom: DryRun["readFrom"],
): DryRun {
  return {
    outcome,
    summary,
    status,
    steps: steps.map((step) => ({ ...step, logs: [...step.logs] })),
    wouldSend: [...wouldSend],
    reads,
    readFrom,
    durationMs,
  };
}

/** Results as the history shows them, by step; of the steps before `until`. */
export function earlierResults({ steps }: Pick<RunDetail, "steps">, until: string | null): Record<string, unknown> {
  const results: Record<string, unknown> = {};
  for (const { namespace, status, output } of steps) {
    if (namespace === until) break;
    if (status !== "succeeded") continue;
    const { returnValue = null, exports = {} } = (output ?? {}) as { returnValue?: unknown; exports?: object };
    results[namespace] = { ...exports, $return_value: returnValue };
  }
  return results;
}

async function exampleFile({ places }: ApiContext, folder: string, name: string): Promise<string> {
  const found = (await findExamples(places.recipes, folder)).find((example) => example.name === name);
  if (found === undefined) throw notFound(`example "${name}" of the recipe "${folder}"`);
  return found.file;
}

function asApiError(error: unknown): unknown {
  if (error instanceof RecipeError) return new ApiError(409, error.code, error.message);
  if (error instanceof DryRunError) return new ApiError(409, error.code, error.message);
  if (error instanceof RangeError) return refused(error.message);
  return error;
}
