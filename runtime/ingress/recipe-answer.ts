import { setTimeout as pause } from "node:timers/promises";
import type { HttpResponse } from "../component-host/types.ts";
import type { Database } from "../store/database.ts";
import { readRunResponse } from "../store/runs/run-response.ts";
import type { Vault } from "../store/vault.ts";

/** Short of the time within which a request must be answered. */
const WAIT_MS = 4_000;
/** A run may be at another worker, so its answer is looked for in the database. */
const LOOK_EVERY_MS = 40;

/**
 * Waits for what one of these runs gives to `$.respond`.
 *
 * @returns `null` when all have ended or paused without an answer, or none came in time
 */
export async function recipeAnswer(
  database: Database,
  vault: Vault,
  runIds: readonly number[],
): Promise<HttpResponse | null> {
  const until = Date.now() + WAIT_MS;
  let open = [...new Set(runIds)];
  while (open.length > 0 && Date.now() < until) {
    const looks = await Promise.all(open.map(async (id) => ({ id, ...(await readRunResponse(database, vault, id)) })));
    const answered = looks.find((look) => look.state === "answered");
    if (answered?.state === "answered") return answered.response;
    open = looks.flatMap(({ id, state }) => (state === "open" ? [id] : []));
    if (open.length > 0) await pause(LOOK_EVERY_MS);
  }
  return null;
}
