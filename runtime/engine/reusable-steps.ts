import type { Checkpoint, EarlierStep } from "../store/runs/run.ts";

export interface ReuseRules {
  readonly now: Date;
  /** Reads that ended longer ago than this are repeated, in milliseconds. */
  readonly readsStayFreshMs: number;
  /** When another run of the same order last ended; reads from before it are repeated. */
  readonly othersEndedAt: Date | null;
}

export interface ReusableSteps {
  /** Finished steps that write: never repeated. */
  readonly writes: ReadonlyMap<string, Checkpoint>;
  /** Finished reads that are still good, as long as no step before them had to be repeated. */
  readonly reads: ReadonlyMap<string, Checkpoint>;
}

/**
 * Which results a continued run takes over. A write that finished is never repeated. A read is repeated when it is too
 * old, when another run of the order has ended since, or when a write that did not finish began after it: the world
 * may then differ from what was read.
 *
 * @param steps - The steps of earlier attempts, in the order in which they began
 */
export function reusableSteps(steps: readonly EarlierStep[], rules: ReuseRules): ReusableSteps {
  const writes = new Map<string, Checkpoint>();
  const reads = new Map<string, Checkpoint>();
  const now = rules.now.getTime();
  const oldest = Math.max(now - rules.readsStayFreshMs, (rules.othersEndedAt ?? new Date(0)).getTime());
  for (const step of steps) {
    const { checkpoint, finishedAt } = step;
    if (step.writes && step.status !== "succeeded" && step.status !== "skipped") reads.clear();
    if (checkpoint === null || finishedAt === null) continue;
    if (step.writes) writes.set(step.namespace, checkpoint);
    // What ended in the future tells nothing about its age: the clock was put back.
    else if (finishedAt.getTime() > oldest && finishedAt.getTime() <= now) reads.set(step.namespace, checkpoint);
    else reads.delete(step.namespace);
  }
  return { writes, reads };
}
