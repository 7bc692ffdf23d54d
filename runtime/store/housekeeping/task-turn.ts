import type { Database } from "../database.ts";

/** So long after its holder last said that it goes on, a task is free again. */
const HELD_MS = 120_000;

export interface TaskTurn {
  /** Says that it goes on. @returns `false` when another process took the task over meanwhile: stop then */
  keep(): Promise<boolean>;
  /** @param nextInMs - When it is due again */
  finish(nextInMs: number, error: string | null): Promise<void>;
}

/**
 * Takes a task that is due, if no other process on this database has it. Times are the database's.
 *
 * @param holder - This process
 * @returns `null` when it is not due, or another process is at it
 */
export async function takeTask(database: Database, task: string, holder: string): Promise<TaskTurn | null> {
  const { rows } = await database.query(
    `INSERT INTO lastedit.housekeeping (task, holder, held_until)
     VALUES ($1, $2, clock_timestamp() + $3 * interval '1 ms')
     ON CONFLICT (task) DO UPDATE SET holder = EXCLUDED.holder, held_until = EXCLUDED.held_until
     WHERE housekeeping.due_at <= now() AND (housekeeping.held_until IS NULL OR housekeeping.held_until < clock_timestamp())
     RETURNING task`,
    [task, holder, HELD_MS],
  );
  if (rows.length === 0) return null;
  return {
    async keep() {
      const { affected } = await database.query(
        `UPDATE lastedit.housekeeping SET held_until = clock_timestamp() + $3 * interval '1 ms'
         WHERE task = $1 AND holder = $2`,
        [task, holder, HELD_MS],
      );
      return affected === 1;
    },
    async finish(nextInMs, error) {
      await database.query(
        `UPDATE lastedit.housekeeping SET holder = NULL, held_until = NULL, last_finished_at = clock_timestamp(),
           due_at = clock_timestamp() + $3 * interval '1 ms', last_error = $4
         WHERE task = $1 AND holder = $2`,
        [task, holder, nextInMs, error],
      );
    },
  };
}
