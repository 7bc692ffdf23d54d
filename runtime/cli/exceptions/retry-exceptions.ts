import type { ActResult } from "../../../components/lastedit/exception-store.ts";
import type { OpenException } from "../../../domain/exceptions/exception.ts";
import { RefusedError } from "../local-api/backend.ts";
import type { Backend, RunView } from "../local-api/backend.ts";
import { untilSettled } from "../local-api/until-settled.ts";

/** What came of asking for a retry of one exception. */
export type RetryResult =
  | {
      readonly id: string;
      readonly ok: true;
      /** As it stands afterwards. */
      readonly exception: OpenException;
      readonly run: RunView;
    }
  | { readonly id: string; readonly ok: false; readonly because: string };

export interface RetryOptions {
  readonly by: string;
  readonly note?: string;
  /** Wait for the runs to end. */
  readonly waits: boolean;
}

/** Runs of one order that are looked through for the one that raised the exception. */
const RUNS_LOOKED_AT = 200;

/**
 * Writes down who asks for a retry, and replays for each exception the run of its order that saw it last. Exceptions of
 * the same run share a replay.
 */
export async function retryExceptions(
  backend: Backend,
  ids: readonly string[],
  { by, note, waits }: RetryOptions,
): Promise<RetryResult[]> {
  if (ids.length === 0) return [];
  const asked = await backend.actOnExceptions(ids, {
    what: "ask-retry",
    by,
    ...(note === undefined ? {} : { note }),
  });
  const replays = new Map<number, Promise<number>>();
  const started: (StartedRetry | (ActResult & { readonly ok: false }))[] = [];
  for (const result of asked) started.push(result.ok ? await startRetry(backend, result, replays) : result);

  const results: RetryResult[] = [];
  for (const each of started) results.push(each.ok ? await outcomeOf(backend, each, waits) : each);
  return results;
}

interface StartedRetry {
  readonly id: string;
  readonly ok: true;
  readonly exception: OpenException;
  readonly runId: number;
}

async function startRetry(
  backend: Backend,
  { id, exception }: ActResult & { readonly ok: true },
  replays: Map<number, Promise<number>>,
): Promise<StartedRetry | (ActResult & { readonly ok: false })> {
  const last = await lastRunAbout(backend, exception);
  if (last === null) return notStarted(id, `No ended run of order ${exception.orderName} is in the history.`);
  const replay = replays.get(last.id) ?? backend.replay(last.id);
  replays.set(last.id, replay);
  try {
    return { id, ok: true, exception, runId: await replay };
  } catch (error) {
    if (error instanceof RefusedError) return notStarted(id, error.message);
    throw error;
  }
}

function notStarted(id: string, because: string): ActResult & { readonly ok: false } {
  return { id, ok: false, because: `${because} The wish for a retry was written down; no run was started.` };
}

/** The latest run that had begun when the exception was seen last: runs of an order come one after the other. */
async function lastRunAbout(backend: Backend, exception: OpenException): Promise<RunView | null> {
  const { shop, orderId, orderName, lastSeenAt } = exception;
  for (const order of [orderId, orderName]) {
    const runs = await backend.runs({ order, limit: RUNS_LOOKED_AT });
    const ended = runs.filter((run) => "finishedAt" in run && run.orderKey.startsWith(`${shop}:`));
    const found = ended.find((run) => "startedAt" in run && Date.parse(run.startedAt) <= Date.parse(lastSeenAt));
    const [latest] = ended;
    if (latest !== undefined) return found ?? latest;
  }
  return null;
}

async function outcomeOf(
  backend: Backend,
  { id, exception, runId }: StartedRetry,
  waits: boolean,
): Promise<RetryResult> {
  const run = waits ? (await untilSettled(backend, runId)).run : (await backend.run(runId))?.run;
  if (run === undefined) throw new RefusedError(`Run ${runId} was started and is not in the history.`);
  const [now = exception] = (await backend.exceptions({ order: exception.orderName })).filter((each) => each.id === id);
  return { id, ok: true, exception: now, run };
}
