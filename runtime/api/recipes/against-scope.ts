import type { z } from "zod";
import { readExample } from "../../examples/example.ts";
import { findExamples } from "../../examples/find-examples.ts";
import { findRun } from "../../store/runs/read-runs.ts";
import type { ApiContext } from "../api-context.ts";
import { notFound } from "../api-error.ts";
import type { against } from "../contract/editing.ts";
import { earlierResults } from "./dry-tests.ts";

/**
 * `steps` as expressions read it, from a past run as the history shows it, an example, or an event.
 *
 * @param before - Only results of steps before this one
 */
export async function scopeAgainst(
  { store, places }: Pick<ApiContext, "store" | "places">,
  folder: string,
  wanted: z.output<typeof against> | undefined,
  before: string | null,
): Promise<Record<string, unknown>> {
  switch (wanted?.what) {
    case undefined:
      return { trigger: { event: {}, context: {} } };
    case "event":
      return { trigger: { event: wanted.event, context: {} } };
    case "example": {
      const found = (await findExamples(places.recipes, folder)).find(({ name }) => name === wanted.example);
      if (found === undefined) throw notFound(`example "${wanted.example}" of the recipe "${folder}"`);
      const { event } = await readExample(found.file);
      return { trigger: { event: { orderId: "1", orderName: "#1001", reason: "webhook", ...event }, context: {} } };
    }
    case "run": {
      const run = await findRun(store.database, wanted.runId);
      if (run === null) throw notFound(`run ${wanted.runId}`);
      const event = run.events.at(-1)?.payload ?? {};
      return { trigger: { event, context: { id: String(wanted.runId) } }, ...earlierResults(run, before) };
    }
  }
}
