import type { Database } from "../database.ts";
import { takeTask } from "./task-turn.ts";
import type { Task } from "./tasks.ts";

/** How often a process asks whether something is due. */
const LOOK_MS = 60_000;

export interface HousekeepingOptions {
  readonly database: Database;
  readonly tasks: readonly Task[];
  /** This process, such as `host:pid`. */
  readonly holder: string;
  /** A task that failed is tried again when it is due the next time. */
  onTrouble(message: string, cause: unknown): void;
}

export interface Housekeeping {
  /** Does what is due now, unless another process is at it. */
  lookOnce(): Promise<void>;
  /** Ends after the portion that is under way. */
  stop(): Promise<void>;
}

/** Does each task when it is due. Of all processes on the database, one does. */
export function startHousekeeping({ database, tasks, holder, onTrouble }: HousekeepingOptions): Housekeeping {
  let stopped = false;
  let looking = Promise.resolve();

  async function carryOut(task: Task): Promise<void> {
    const turn = await takeTask(database, task.name, holder);
    if (turn === null) return;
    let error: string | null = null;
    try {
      await task.run(async () => !stopped && (await turn.keep()));
    } catch (cause) {
      error = cause instanceof Error ? cause.message : String(cause);
      onTrouble(`The housekeeping task "${task.name}" failed; it is tried again later.`, cause);
    }
    await turn.finish(task.everyMs, error);
  }

  async function look(): Promise<void> {
    for (const task of tasks) {
      if (stopped) return;
      try {
        await carryOut(task);
      } catch (cause) {
        onTrouble(`The housekeeping task "${task.name}" could not be taken; it is tried again in a minute.`, cause);
      }
    }
  }

  const lookOnce = (): Promise<void> => (looking = looking.then(look));
  const timer = setInterval(() => void lookOnce(), LOOK_MS);
  timer.unref();
  void lookOnce();
  return {
    lookOnce,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}
