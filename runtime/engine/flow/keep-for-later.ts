import type { ActionResult, HttpResponse } from "../../component-host/types.ts";
import type { Database } from "../../store/database.ts";
import { saveRunResponse } from "../../store/runs/run-response.ts";
import { holdSends } from "../../store/runs/sends.ts";
import type { Vault } from "../../store/vault.ts";

export interface StepOfRun {
  readonly database: Database;
  readonly vault: Vault;
  readonly runId: number;
  readonly namespace: string;
  /** How often the step has run. */
  readonly runs: number;
}

/** Stores what a step wants done later: its sends, for the run's end, and its answer to the request that waits. */
export async function keepForLater(
  { database, vault, runId, namespace, runs }: StepOfRun,
  { sent, response }: Pick<ActionResult, "sent" | "response">,
): Promise<void> {
  if (sent.length > 0) await holdSends(database, vault, { runId, step: namespace, times: runs }, sent);
  if (response !== null) await saveRunResponse(database, vault, runId, response, false);
}

/** Stores what a step answers at once, while it goes on. */
export async function answerNow({ database, vault, runId }: StepOfRun, response: HttpResponse): Promise<void> {
  await saveRunResponse(database, vault, runId, response, true);
}
