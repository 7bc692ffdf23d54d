import type { Database } from "../database.ts";
import { applyRetention } from "../retention/apply-retention.ts";
import type { RetentionRules } from "../retention/retention.ts";
import { advanceRunCounts } from "../runs/count-runs.ts";
import { keepGapDays } from "../runs/gap-days.ts";
import { addRunPartitions } from "../runs/run-partitions.ts";
import { vacuumEmbedded } from "./vacuum-embedded.ts";

const MINUTE_MS = 60_000;

/** Something that one process of all does now and then. */
export interface Task {
  readonly name: string;
  readonly everyMs: number;
  /** @param goOn - Asked between portions; `false` ends the work for this time */
  run(goOn: () => Promise<boolean>): Promise<unknown>;
}

export interface TaskNeeds {
  readonly database: Database;
  readonly retention: RetentionRules;
  /** This process. */
  readonly holder: string;
  /** Carries out what exceptions lost to simultaneous writers. */
  settleExceptions(): Promise<unknown>;
  /** Takes out sign-ins that are over. */
  forgetSessions(): Promise<unknown>;
}

export function storeTasks({ database, retention, holder, settleExceptions, forgetSessions }: TaskNeeds): Task[] {
  return [
    { name: "partitions", everyMs: 5 * MINUTE_MS, run: () => database.transaction(addRunPartitions) },
    { name: "counts", everyMs: 5 * MINUTE_MS, run: () => advanceRunCounts(database) },
    { name: "gap days", everyMs: 60 * MINUTE_MS, run: () => keepGapDays(database) },
    { name: "exceptions", everyMs: 60 * MINUTE_MS, run: settleExceptions },
    { name: "sessions", everyMs: 60 * MINUTE_MS, run: forgetSessions },
    { name: "retention", everyMs: 60 * MINUTE_MS, run: (goOn) => applyRetention(database, retention, holder, goOn) },
    // A PostgreSQL server does so by itself.
    ...(database.kind === "embedded"
      ? [
          {
            name: "vacuum",
            everyMs: 6 * 60 * MINUTE_MS,
            run: (goOn: () => Promise<boolean>) => vacuumEmbedded(database, goOn),
          },
        ]
      : []),
  ];
}
