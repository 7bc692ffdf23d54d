import type { Selectable } from "kysely";
import type { Tables } from "../tables.ts";
import type { Run, StoredError } from "./run.ts";

/** @throws {Error} When the row breaks the promise of its status, such as a failed run without an error */
export function toRun(row: Selectable<Tables["runs"]>): Run {
  const base = {
    id: row.id,
    recipe: row.recipe,
    recipeHash: row.recipe_hash,
    orderKey: row.order_key,
    orderName: row.order_name,
    orderId: row.order_id,
    events: row.events,
    attempt: row.attempt,
    failures: row.failures,
    waits: row.waits,
    replayOf: row.replay_of,
    queuedAt: row.queued_at,
  };
  const error = row.error as StoredError | null;
  switch (row.status) {
    case "waiting":
      return { ...base, status: "waiting", dueAt: row.due_at, lastError: error };
    case "running":
      return { ...base, status: "running", startedAt: present(row, row.started_at) };
    case "succeeded":
      return {
        ...base,
        status: "succeeded",
        startedAt: present(row, row.started_at),
        finishedAt: present(row, row.finished_at),
        outcome: row.outcome ?? "",
        summary: row.summary,
      };
    case "failed":
      return {
        ...base,
        status: "failed",
        startedAt: present(row, row.started_at),
        finishedAt: present(row, row.finished_at),
        error: present(row, error),
        summary: row.summary,
      };
    case "cancelled":
      return { ...base, status: "cancelled", finishedAt: present(row, row.finished_at), summary: row.summary };
  }
}

function present<T>(row: { id: number; status: string }, value: T | null): T {
  if (value === null) throw new Error(`Run ${String(row.id)} is ${row.status} but lacks what such a run has.`);
  return value;
}
