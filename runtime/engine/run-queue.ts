import { PgBoss } from "pg-boss";
import type { Db } from "pg-boss";
import type { Database, Queryable } from "../store/database.ts";
import { CLAIM_INDEX, claimIndexSql, claimSql, kindOf } from "./claim-sql.ts";
import type { PreparedRecipe } from "./prepared-recipe.ts";
import { RUNS_UP_TO } from "./program.ts";

const QUEUE = "runs";
const SCHEMA = "lastedit_queue";
/** A run may wait long for the warehouse's request budget; whether its worker lives is told by heartbeats. */
const EXPIRE_SECONDS = 6 * 3600;
/** A dead worker's runs return after this and the monitor's 5 s, so within 30 s; 20 s outlast a slow query. */
const HEARTBEAT_SECONDS = 20;
/**
 * pg-boss deletes what has waited longer, and the run would wait without a job for ever. A pause may last for months, and
 * whoever waits is told of by the caretaker long before.
 */
const RETENTION_SECONDS = 10 * 365 * 24 * 3600;
/** Retries are counted by the run itself, with delays that pg-boss cannot express; its own limit must never end one. */
const NO_RETRY_LIMIT = 1_000_000;
const CLAIM = claimSql(SCHEMA, QUEUE);

export interface QueuedRun {
  readonly runId: number;
  readonly orderKey: string;
  /** `null`: now. */
  readonly dueAt: Date | null;
  /** Its recipe, so that all of its runs can be passed over at once while it is held back. */
  readonly recipe?: Pick<PreparedRecipe, "name" | "connections">;
}

/** A run that this process has claimed. */
export interface ClaimedRun {
  readonly jobId: string;
  /** Identifies the claim: once it has lapsed, this process may not end the run any more. */
  readonly retryCount: number;
  readonly runId: number;
  /** The tenant its work belongs to; `-` for none. */
  readonly lane: string;
}

/** Which runs a worker may begin now. */
export interface ClaimRules {
  /** Recipes that this worker has; `null` for all. */
  readonly recipes: readonly string[] | null;
  /** The newest kind of run that this worker can run. */
  readonly runsUpTo: number;
  /** Most runs per lane; `others` for a lane that is not named. */
  readonly places: Readonly<Record<string, number>>;
  readonly others: number;
  /** A lane with weight 2 gets two turns where others get one. */
  readonly weights: Readonly<Record<string, number>>;
  /** Only runs that use this connection, which is being tried; else no run whose connection is away. */
  readonly trying: string | null;
}

/** This process no longer holds the run: its heartbeats did not arrive in time and another worker may have it. */
export class ClaimLostError extends Error {
  readonly code = "claim-lost";

  constructor(runId: number) {
    super(`Run ${runId} is no longer held by this process; another worker continues it. Nothing was stored.`);
  }
}

/**
 * The queue of runs on pg-boss. Runs with the same order key are handed out one by one, in the order they came; others
 * side by side. Every change is made in the caller's transaction, together with the change of the run itself.
 */
export interface RunQueue {
  enqueue(tx: Queryable, run: QueuedRun): Promise<void>;
  /**
   * Claims up to `most` runs that are due and not held back by a pause or a breaker: of each order the first, of each
   * lane the oldest, lanes by turns.
   */
  claim(most: number, rules?: Partial<ClaimRules>): Promise<ClaimedRun[]>;
  /** Keeps the claims alive. @returns Ids of the runs whose claim has lapsed */
  keepAlive(claims: readonly ClaimedRun[]): Promise<number[]>;
  /** Takes the run out of the queue. @throws {ClaimLostError} */
  done(tx: Queryable, claim: ClaimedRun): Promise<void>;
  /**
   * Puts the run back to be claimed again after `delayMs`. Later runs of the order wait for it, or go first while it is
   * not due when it is `letting-pass`. @throws {ClaimLostError}
   */
  putBack(tx: Queryable, claim: ClaimedRun, delayMs: number, order?: "keeping-place" | "letting-pass"): Promise<void>;
  /** Puts back every claimed run at once. Only for a process that knows itself to be the only one. @returns How many */
  putBackOrphans(): Promise<number>;
  stop(): Promise<void>;
}

export async function openRunQueue(database: Database): Promise<RunQueue> {
  const boss = new PgBoss({
    db: asBossDb(database),
    backend: database.kind === "embedded" ? "pglite" : "postgres",
    schema: SCHEMA,
    schedule: false,
    registerInstance: false,
    reindex: database.kind === "postgres",
    monitorVacuum: database.kind === "postgres",
    monitorIntervalSeconds: 5,
    superviseIntervalSeconds: 5,
    openTelemetry: { enabled: false },
  });
  // Supervision reports a failed pass here and tries again by itself; without a listener Node would end the process.
  boss.on("error", () => undefined);
  await boss.start();
  await boss.createQueue(QUEUE, {
    policy: "key_strict_fifo",
    retryLimit: NO_RETRY_LIMIT,
    retryDelay: 0,
    expireInSeconds: EXPIRE_SECONDS,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: 3600,
    retentionSeconds: RETENTION_SECONDS,
  });
  // A queue that an earlier version made keeps its settings else.
  await boss.updateQueue(QUEUE, { heartbeatSeconds: HEARTBEAT_SECONDS, retentionSeconds: RETENTION_SECONDS });
  await addClaimIndex(database);

  return {
    async enqueue(tx, { runId, orderKey, dueAt, recipe }) {
      await boss.send(
        QUEUE,
        { runId },
        {
          singletonKey: orderKey,
          db: asBossDb(tx),
          ...(dueAt === null ? {} : { startAfter: dueAt }),
          ...(recipe === undefined ? {} : { group: { id: kindOf(recipe) } }),
        },
      );
    },
    async claim(most, rules = {}) {
      const { recipes = null, runsUpTo = RUNS_UP_TO, places = {}, others = most, weights = {}, trying = null } = rules;
      const { rows } = await database.query<ClaimedRun>(CLAIM, [
        most,
        recipes,
        runsUpTo,
        JSON.stringify(places),
        others,
        JSON.stringify(weights),
        trying,
      ]);
      return rows;
    },
    async keepAlive(claims) {
      if (claims.length === 0) return [];
      await boss.touch(QUEUE, claims.map(attempt));
      const { rows } = await database.query<{ id: string; attempt: number }>(
        `SELECT id, retry_count AS attempt FROM ${SCHEMA}.job WHERE name = $1 AND id = ANY($2::uuid[]) AND state = 'active'`,
        [QUEUE, claims.map(({ jobId }) => jobId)],
      );
      const alive = new Set(rows.map(({ id, attempt: count }) => `${id}:${String(count)}`));
      return claims
        .filter(({ jobId, retryCount }) => !alive.has(`${jobId}:${String(retryCount)}`))
        .map(({ runId }) => runId);
    },
    async done(tx, claim) {
      await boss.complete(QUEUE, attempt(claim), null, { db: asBossDb(tx) }).then(refuseWhenLost(claim));
    },
    async putBack(tx, claim, delayMs, order = "keeping-place") {
      await boss.fail(QUEUE, attempt(claim), null, { db: asBossDb(tx) }).then(refuseWhenLost(claim));
      if (delayMs > 0)
        // By the database's clock, as it is claimed: this process's own may be wrong.
        await tx.query(
          `UPDATE ${SCHEMA}.job SET start_after = ${SCHEMA}.job_now() + $3 * interval '1 ms',
             state = CASE WHEN $4 THEN 'created' ELSE state END WHERE name = $1 AND id = $2`,
          [QUEUE, claim.jobId, delayMs, order === "letting-pass"],
        );
    },
    async putBackOrphans() {
      const { rows } = await database.query<{ id: string }>(
        `SELECT id FROM ${SCHEMA}.job WHERE name = $1 AND state = 'active'`,
        [QUEUE],
      );
      if (rows.length > 0)
        await boss.fail(
          QUEUE,
          rows.map(({ id }) => id),
        );
      return rows.length;
    },
    stop: () => boss.stop({ graceful: false, close: false }),
  };
}

/** Looked for first: making it waits for whoever writes into the queue. */
async function addClaimIndex(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`${SCHEMA} index of kinds`]);
    const { rows } = await tx.query("SELECT 1 FROM pg_indexes WHERE schemaname = $1 AND indexname = $2", [
      SCHEMA,
      CLAIM_INDEX,
    ]);
    if (rows.length === 0) await tx.query(claimIndexSql(SCHEMA));
  });
}

function asBossDb(queryable: Queryable): Db {
  return {
    async executeSql(text, values) {
      // pg-boss sends several statements at once only without values.
      return values === undefined || values.length === 0
        ? { rows: await queryable.exec(text) }
        : queryable.query(text, values);
    },
  };
}

function attempt(claim: ClaimedRun): { id: string; retryCount: number } {
  return { id: claim.jobId, retryCount: claim.retryCount };
}

function refuseWhenLost(claim: ClaimedRun): (response: object) => void {
  return (response) => {
    if (!("affected" in response) || response.affected !== 0) return;
    throw new ClaimLostError(claim.runId);
  };
}
