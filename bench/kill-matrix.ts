// What is killed × when: how many webhooks were accepted, what was lost, what was written twice, and how it ends.
//   node bench/kill-matrix.ts [--only embedded|worker|start|postgres] [--out FILE]
// About a quarter of an hour: a killed worker's runs are taken over after 20 to 26 s. Prints a table; fails when
// anything is lost, written twice, or not as it should be at the end.
import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openCustomers } from "../test/faults/world/customers.ts";
import { openFaultWorld } from "../test/faults/world/fault-world.ts";
import type { FaultWorld } from "../test/faults/world/fault-world.ts";
import { KILL_MOMENTS, playCell } from "../test/faults/world/kill-cell.ts";
import type { CellResult, KillMoment, Victim } from "../test/faults/world/kill-cell.ts";
import { startOwnPostgres } from "../test/faults/world/own-postgres.ts";
import { postgresVictim, processVictim } from "../test/faults/world/victims.ts";

const { values } = parseArgs({ options: { only: { type: "string" }, out: { type: "string" } } });
const wanted = (victim: string): boolean => values.only === undefined || values.only === victim;
const COLUMNS = [
  "victim",
  "moment",
  "accepted",
  "lost",
  "repeatedWrites",
  "repeatedHolds",
  "inSync",
  "described",
  "seconds",
] as const;
const results: CellResult[] = [];

/** A worker takes no webhooks. */
const notIntake = (moment: KillMoment): boolean => !["during intake", "between store and answer"].includes(moment);

tell(`| ${COLUMNS.join(" | ")} | wrong |`);
tell(`|${" --- |".repeat(COLUMNS.length + 1)}`);
if (wanted("embedded")) await onEmbedded();
if (["worker", "start", "postgres"].some(wanted)) await onPostgres();

const sum = (value: (cell: CellResult) => number): number => results.reduce((total, cell) => total + value(cell), 0);
const total = {
  cells: results.length,
  accepted: sum(({ accepted }) => accepted),
  lost: sum(({ lost }) => lost),
  repeatedWrites: sum(({ repeatedWrites }) => repeatedWrites),
  wrong: results.flatMap(({ wrong }) => wrong).length,
};
tell(`\n${JSON.stringify(total)}`);
if (total.lost + total.repeatedWrites + total.wrong > 0) process.exitCode = 1;

async function onEmbedded(): Promise<void> {
  const world = await openFaultWorld({ databaseUrl: null });
  try {
    await world.start("lastedit", "start");
    await playAll(world, processVictim(world, "lastedit", "embedded process"), KILL_MOMENTS);
  } finally {
    await world.close();
  }
}

async function onPostgres(): Promise<void> {
  const postgres = await startOwnPostgres();
  const world = await openFaultWorld({ databaseUrl: postgres.url, startConcurrency: 2 });
  try {
    await world.start("start", "start");
    await world.start("worker", "worker");
    if (wanted("worker")) await playAll(world, processVictim(world, "worker"), KILL_MOMENTS.filter(notIntake));
    if (wanted("start")) await playAll(world, processVictim(world, "start"), KILL_MOMENTS);
    if (wanted("postgres")) await playAll(world, postgresVictim(world, postgres, ["worker"]), KILL_MOMENTS);
  } finally {
    await world.close();
    await postgres.stop();
  }
}

async function playAll(world: FaultWorld, victim: Victim, moments: readonly KillMoment[]): Promise<void> {
  const customers = await openCustomers(world.sandbox, 20_261_124);
  await customers.place(12);
  for (const moment of moments) {
    const cell = await playCell(world, customers, victim, moment);
    results.push(cell);
    tell(`| ${COLUMNS.map((column) => cell[column]).join(" | ")} | ${cell.wrong.join("; ") || "nothing"} |`);
  }
}

function tell(line: string): void {
  console.log(line);
  if (values.out !== undefined) appendFileSync(values.out, `${line}\n`);
}
