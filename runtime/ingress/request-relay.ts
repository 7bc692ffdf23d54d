import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { HttpEvent, HttpResponse } from "../component-host/types.ts";
import type { Database } from "../store/database.ts";
import type { Vault } from "../store/vault.ts";

/** A little less than the time after which a sender gives up. */
const RELAY_FOR_MS = 4_300;
const LOOK_FOR_ANSWER_MS = 40;
/** The keeper of a source looks this often for requests that other processes took; less often while there are none. */
const LOOK_BUSY_MS = 60;
const LOOK_IDLE_MS = 400;
const IDLE_AFTER_MS = 60_000;
const AT_ONCE = 20;

/**
 * Takes requests for a source, or for the deployed triggers, to the process that keeps them, through the database: any
 * process may be asked, and the answer is the keeper's own. A request that nobody answered in time is taken back; the
 * sender comes again.
 */
export interface RequestRelay {
  /**
   * @param forMs - How long an answer is waited for, in milliseconds @defaultValue 4300
   * @returns `null` when no process answered in time
   */
  pass(sourceId: string, event: HttpEvent, forMs?: number): Promise<HttpResponse | null>;
  stop(): Promise<void>;
}

export interface RelayOptions {
  readonly database: Database;
  readonly vault: Vault;
  readonly worker: string;
  /** Sources that this process keeps. */
  kept(): readonly string[];
  answer(sourceId: string, event: HttpEvent): Promise<HttpResponse>;
  onTrouble(message: string, cause: unknown): void;
}

interface Taken {
  readonly id: string;
  readonly source_id: string;
  readonly request_sealed: string;
}

export function startRelay(options: RelayOptions): RequestRelay {
  const { database, vault } = options;
  const over = new AbortController();
  let busyAt = 0;

  async function take(): Promise<Taken[]> {
    const kept = options.kept();
    if (kept.length === 0) return [];
    const { rows } = await database.query<Taken>(
      `UPDATE lastedit.source_requests SET taken_by = $1 WHERE id IN (
         SELECT id FROM lastedit.source_requests
         WHERE taken_by IS NULL AND source_id = ANY ($2::text[]) AND expires_at > clock_timestamp()
         ORDER BY received_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING id, source_id, request_sealed`,
      [options.worker, [...kept]],
    );
    return rows;
  }

  async function answerOne({ id, source_id, request_sealed }: Taken): Promise<void> {
    const response = await options.answer(source_id, JSON.parse(vault.open(request_sealed)) as HttpEvent);
    await database.query("UPDATE lastedit.source_requests SET response_sealed = $2 WHERE id = $1", [
      id,
      vault.seal(JSON.stringify(response)),
    ]);
  }

  const trouble = (cause: unknown): void =>
    options.onTrouble("A request that another process took could not be answered; its sender comes again.", cause);

  async function serve(): Promise<void> {
    while (!over.signal.aborted) {
      try {
        const taken = await take();
        if (taken.length > 0) busyAt = Date.now();
        for (const each of taken) answerOne(each).catch(trouble);
        if (taken.length === AT_ONCE) continue;
      } catch (error) {
        trouble(error);
      }
      const pauseMs = Date.now() - busyAt < IDLE_AFTER_MS ? LOOK_BUSY_MS : LOOK_IDLE_MS;
      await wait(pauseMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
  }
  const serving = serve();

  return {
    async pass(sourceId, event, forMs = RELAY_FOR_MS) {
      const id = randomUUID();
      await database.query(
        `INSERT INTO lastedit.source_requests (id, source_id, request_sealed, expires_at)
         VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond')`,
        [id, sourceId, vault.seal(JSON.stringify(event)), forMs],
      );
      const until = Date.now() + forMs;
      let sealed: string | null = null;
      while (sealed === null && Date.now() < until) {
        await wait(LOOK_FOR_ANSWER_MS);
        sealed = await readResponse(database, id);
      }
      await database.query(
        "DELETE FROM lastedit.source_requests WHERE id = $1 OR expires_at < clock_timestamp() - interval '1 minute'",
        [id],
      );
      return sealed === null ? null : responseOf(vault.open(sealed));
    },
    async stop() {
      over.abort();
      await serving;
    },
  };
}

/** A body of bytes comes out of JSON as its list of numbers. */
function responseOf(json: string): HttpResponse {
  const { body, ...rest } = JSON.parse(json) as Omit<HttpResponse, "body"> & {
    readonly body: string | { readonly data: readonly number[] };
  };
  return { ...rest, body: typeof body === "string" ? body : Buffer.from(body.data) };
}

async function readResponse(database: Database, id: string): Promise<string | null> {
  const { rows } = await database.query<{ sealed: string | null }>(
    "SELECT response_sealed AS sealed FROM lastedit.source_requests WHERE id = $1",
    [id],
  );
  return rows[0]?.sealed ?? null;
}
