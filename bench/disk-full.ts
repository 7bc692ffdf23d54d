// The disk under the database (and, embedded, under the log) is full while customers edit, and the process is killed and
// started on it; then there is room again. Needs root, which alone may mount a small disk.
//   node bench/disk-full.ts [--only embedded|postgres] [--out FILE]
// About five minutes. Prints a table; fails when anything is lost, written twice, or not as it should be at the end.
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { invariantsOf, lookAtEnd, untilAtRest } from "../test/faults/world/at-rest.ts";
import { openCustomers } from "../test/faults/world/customers.ts";
import { openFaultWorld } from "../test/faults/world/fault-world.ts";
import type { FaultWorld } from "../test/faults/world/fault-world.ts";
import { startOwnPostgres } from "../test/faults/world/own-postgres.ts";
import type { OwnPostgres } from "../test/faults/world/own-postgres.ts";
import { openSmallDisk } from "../test/faults/world/small-disk.ts";
import type { SmallDisk } from "../test/faults/world/small-disk.ts";

const { values } = parseArgs({ options: { only: { type: "string" }, out: { type: "string" } } });
const FULL_FOR_MS = 40_000;
const ORDERS = 12;

tell(
  "| database | webhooks while full | refused and sent again | what healthz says | a start on the full disk | ended by itself | lost | repeated writes | in sync | wrong |",
);
tell(`|${" --- |".repeat(10)}`);
if (values.only !== "postgres") await onSmallDisk("embedded", 200, () => Promise.resolve(null));
if (values.only !== "embedded") await onSmallDisk("PostgreSQL", 120, ({ folder }) => startOwnPostgres(folder));

async function onSmallDisk(
  name: string,
  megabytes: number,
  openServer: (disk: SmallDisk) => Promise<OwnPostgres | null>,
): Promise<void> {
  const disk = await openSmallDisk(megabytes);
  const postgres = await openServer(disk);
  const world = await openFaultWorld({
    databaseUrl: postgres?.url ?? null,
    ...(postgres === null ? { parent: disk.folder } : {}),
  });
  try {
    await play(name, disk, postgres, world);
  } finally {
    await world.close();
    await disk.free();
    await postgres?.stop();
    await disk.close();
  }
}

async function play(name: string, disk: SmallDisk, postgres: OwnPostgres | null, world: FaultWorld): Promise<void> {
  await world.start("lastedit", "start");
  const customers = await openCustomers(world.sandbox, 20_261_124);
  await customers.place(ORDERS);
  await untilAtRest(world, 60_000);
  const before = world.courier.deliveries.length;
  await disk.fill();
  const until = Date.now() + FULL_FOR_MS;
  while (Date.now() < until) {
    await customers.edit(3);
    await sleep(1_000);
  }
  const came = world.courier.deliveries.slice(before);
  const refused = world.courier.undelivered();
  const { health, endedBy } = { health: await healthOf(world), endedBy: world.processes.get("lastedit")?.endedBy };

  await world.processes.get("lastedit")?.end("SIGKILL");
  const startedFull = await world.start("lastedit", "start").then(
    () => "runs",
    (error: unknown) => plain(error),
  );
  await disk.free();
  const isUp = await world.api("/api/status").then(
    () => true,
    () => false,
  );
  if (!isUp) await startAgain(world, postgres);
  const rested = await untilAtRest(world, 120_000).then(
    () => [],
    (error: unknown) => [plain(error)],
  );
  const end = await lookAtEnd(world);
  const wrong = [
    ...rested,
    ...(refused === 0 ? ["no webhook was refused: the disk was not full"] : []),
    ...Object.entries(invariantsOf(end)).flatMap(([what, found]) =>
      found.length === 0 ? [] : [`${what}: ${found.length}`],
    ),
  ];
  const { silent, repeatedWrites, inSync } = end;
  if (wrong.length + silent.length + repeatedWrites > 0) process.exitCode = 1;
  const ended = endedBy === null || endedBy === undefined ? "no" : plain(endedBy);
  const counts = [silent.length, repeatedWrites, `${inSync} of ${ORDERS}`];
  const cells = [name, came.length, refused, health, startedFull, ended, ...counts, wrong.join("; ") || "nothing"];
  tell(`| ${cells.join(" | ")} |`);
}

/** As a supervisor does: a server that has ended is started, then LastEdit. */
async function startAgain(world: FaultWorld, postgres: OwnPostgres | null): Promise<void> {
  await world.start("lastedit", "start").catch(async (error: unknown) => {
    if (postgres === null) throw error;
    await postgres.restart();
    await world.start("lastedit", "start");
  });
}

async function healthOf(world: FaultWorld): Promise<string> {
  try {
    const answer = await fetch(`${world.hooksUrl}/healthz`, { signal: AbortSignal.timeout(10_000) });
    const { reason = "ok" } = (await answer.json()) as { reason?: string };
    return `${answer.status}: ${reason}`;
  } catch (error) {
    return plain(error);
  }
}

function plain(text: unknown): string {
  return String(text).replaceAll("|", "/").replaceAll("\n", " ").slice(0, 300);
}

function tell(line: string): void {
  console.log(line);
  if (values.out !== undefined) appendFileSync(values.out, `${line}\n`);
}
