import { setTimeout as wait } from "node:timers/promises";
import { RefusedError } from "./backend.ts";
import type { Backend, RunDetailView } from "./backend.ts";

/** A run that waits for another try has told its story so far: nobody waits for that. */
export async function untilSettled(backend: Backend, runId: number): Promise<RunDetailView> {
  for (;;) {
    const detail = await backend.run(runId);
    if (detail === null) throw new RefusedError(`Run ${runId} was started and is not in the history.`);
    const { run } = detail;
    const going = run.status === "running" || (run.status === "waiting" && run.attempt === 0);
    if (!going) return detail;
    await wait(100);
  }
}
