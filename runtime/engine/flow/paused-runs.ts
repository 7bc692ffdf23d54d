import type { HttpEvent } from "../../component-host/types.ts";
import type { Database, Queryable } from "../../store/database.ts";
import { forgetEndedPauses, lockDuePauses, lockPauseByToken, markResumed } from "../../store/runs/paused-run.ts";
import type { WaitingPause } from "../../store/runs/paused-run.ts";
import { endRun } from "../../store/runs/run-progress.ts";
import type { Vault } from "../../store/vault.ts";
import type { RunQueue } from "../run-queue.ts";

const AT_ONCE = 100;

export interface PausedRunsOptions {
  readonly database: Database;
  readonly queue: Pick<RunQueue, "enqueue">;
  readonly vault: Vault;
  /** Runs may be waiting. */
  wake(): void;
}

/** `unknown`: nothing waits under this token. It was never given out, has been used, or the run has ended. */
export type TokenOutcome = "done" | "unknown";

/** Brings paused runs back into the queue, or ends them. Any process may; each pause is taken by one. */
export interface PausedRuns {
  /** @param request - What called the resume address; the run sees it */
  resume(token: string, request: HttpEvent): Promise<TokenOutcome>;
  cancel(token: string): Promise<TokenOutcome>;
  /** Goes on with delays and reruns whose time has come, and cancels suspended runs that nobody resumed. @returns How many */
  attend(): Promise<number>;
}

export function pausedRuns({ database, queue, vault, wake }: PausedRunsOptions): PausedRuns {
  async function goOn(tx: Queryable, pause: WaitingPause, request: HttpEvent | null): Promise<void> {
    await markResumed(tx, vault, pause, request);
    await queue.enqueue(tx, { runId: pause.runId, orderKey: pause.orderKey, dueAt: null });
  }

  async function withToken(
    token: string,
    act: (tx: Queryable, pause: WaitingPause) => Promise<void>,
  ): Promise<TokenOutcome> {
    return database.transaction(async (tx) => {
      const pause = await lockPauseByToken(tx, token);
      if (pause === null) return "unknown";
      await act(tx, pause);
      return "done";
    });
  }

  return {
    async resume(token, request) {
      const outcome = await withToken(token, (tx, pause) => goOn(tx, pause, request));
      if (outcome === "done") wake();
      return outcome;
    },
    cancel: (token) => withToken(token, (tx, pause) => cancelRun(tx, pause, "cancelled by its cancel address")),
    async attend() {
      const count = await database.transaction(async (tx) => {
        const due = await lockDuePauses(tx, AT_ONCE);
        for (const pause of due) {
          if (pause.kind === "suspend") await cancelRun(tx, pause, "cancelled: nobody resumed it in time");
          else await goOn(tx, pause, null);
        }
        return due.length;
      });
      await forgetEndedPauses(database);
      if (count > 0) wake();
      return count;
    },
  };
}

async function cancelRun(tx: Queryable, { runId, namespace }: WaitingPause, what: string): Promise<void> {
  const summary = `Paused at the step "${namespace}" and ${what}.`;
  await endRun(tx, runId, { status: "cancelled", summary });
}
