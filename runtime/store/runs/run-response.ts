import type { HttpResponse } from "../../component-host/types.ts";
import type { Queryable } from "../database.ts";
import type { Vault } from "../vault.ts";

/** What a run has for the request that started it. */
export type AwaitedResponse =
  | { readonly state: "answered"; readonly response: HttpResponse }
  /** The run has not answered yet and may still. */
  | { readonly state: "open" }
  /** The run has ended or paused without an answer. */
  | { readonly state: "silent" };

/**
 * Keeps what a run gave to `$.respond`; the first one counts.
 *
 * @param immediate - Told at once; else when the run has ended
 */
export async function saveRunResponse(
  database: Queryable,
  vault: Vault,
  runId: number,
  { status, headers, body }: HttpResponse,
  immediate: boolean,
): Promise<void> {
  const text = JSON.stringify({ status, headers, body: Buffer.from(body).toString("base64") });
  await database.query(
    `INSERT INTO lastedit.run_responses (run_id, response_sealed, immediate) VALUES ($1, $2, $3)
     ON CONFLICT (run_id) DO NOTHING`,
    [runId, vault.seal(text), immediate],
  );
}

/** Takes away answers that nobody can wait for any more. */
export async function forgetOldResponses(database: Queryable): Promise<void> {
  await database.query("DELETE FROM lastedit.run_responses WHERE created_at < now() - interval '10 minutes'");
}

export async function readRunResponse(database: Queryable, vault: Vault, runId: number): Promise<AwaitedResponse> {
  const { rows } = await database.query<{ over: boolean; immediate: boolean | null; response_sealed: string | null }>(
    `SELECT r.finished_at IS NOT NULL OR r.put_back = 'suspended' AS over, a.immediate, a.response_sealed
     FROM lastedit.runs r LEFT JOIN lastedit.run_responses a ON a.run_id = r.id WHERE r.id = $1`,
    [runId],
  );
  const row = rows[0];
  if (row === undefined) return { state: "silent" };
  if (row.response_sealed === null) return { state: row.over ? "silent" : "open" };
  if (!row.over && row.immediate !== true) return { state: "open" };
  const { body, ...head } = JSON.parse(vault.open(row.response_sealed)) as HttpResponse & { body: string };
  return { state: "answered", response: { ...head, body: Buffer.from(body, "base64") } };
}
