// One, two and four workers on a PostgreSQL of this machine do the same work: the same end, never two at one order, one
// request budget, and how long it takes until a killed worker's runs are taken over.
//   node bench/several-workers.ts [--older FILE] [--out FILE]
// --older names `runtime/cli/lastedit.ts` of an earlier version: then one of two workers is that one.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ALL_WELL } from "../test/faults/world/at-rest.ts";
import { startOwnPostgres } from "../test/faults/world/own-postgres.ts";
import { playWorkers } from "../test/workers/play-workers.ts";
import type { WorkersEnd, WorkersPlan } from "../test/workers/play-workers.ts";

const { values } = parseArgs({ options: { older: { type: "string" }, out: { type: "string" } } });
const PLAN = { orders: 40, edits: 80, budget: { requests: 60, perMs: 15_000 } };
const plans: Omit<WorkersPlan, "databaseUrl">[] =
  values.older === undefined
    ? [
        { ...PLAN, workers: 1 },
        { ...PLAN, workers: 2 },
        { ...PLAN, workers: 4 },
        { ...PLAN, workers: 4, killOne: true },
      ]
    : [{ ...PLAN, workers: 2, programs: [undefined, values.older] }];

const ends: WorkersEnd[] = [];
for (const plan of plans) {
  const postgres = await startOwnPostgres();
  try {
    const end = await playWorkers({ ...plan, databaseUrl: postgres.url });
    ends.push(end);
    const { salesOrders: _, end: counts, invariants, ...figures } = end;
    const { inSync, described, repeatedWrites } = counts;
    console.log(JSON.stringify({ ...figures, inSync, described, repeatedWrites, broken: brokenOf(invariants) }));
  } finally {
    await postgres.stop();
  }
}
const same = ends.every(({ salesOrders }) => JSON.stringify(salesOrders) === JSON.stringify(ends[0]?.salesOrders));
console.log(JSON.stringify({ sameEndState: same }));
if (values.out !== undefined) writeFileSync(values.out, JSON.stringify(ends, null, 2));
const isWrong = (end: WorkersEnd): boolean =>
  brokenOf(end.invariants).length + end.overlaps.length + end.eventsTwice.length + end.overBudget > 0 ||
  end.takeoversMs.some((ms) => ms > 30_000);
if (!same || ends.some(isWrong)) process.exitCode = 1;

function brokenOf(invariants: WorkersEnd["invariants"]): string[] {
  return Object.keys(ALL_WELL).filter((name) => invariants[name as keyof typeof ALL_WELL].length > 0);
}
