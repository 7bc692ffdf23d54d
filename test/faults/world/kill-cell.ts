import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../end-to-end/installation.ts";
import { invariantsOf, journal, lookAtEnd, untilAtRest } from "./at-rest.ts";
import type { FaultEnd } from "./at-rest.ts";
import type { Customers } from "./customers.ts";
import type { FaultWorld } from "./fault-world.ts";
import type { Moment } from "./soap-gate.ts";

/** When something is killed. */
export type KillMoment =
  /** Half a webhook has been sent. */
  | "during intake"
  /** The webhook is stored; its sender never hears so. */
  | "between store and answer"
  | `before ${Moment}`
  /** The warehouse has carried it out; LastEdit never hears so. */
  | `after ${Moment}`
  /** It was told to stop 300 ms before, with runs under way. */
  | "during shutdown";

export const KILL_MOMENTS: readonly KillMoment[] = [
  "during intake",
  "between store and answer",
  "before fence",
  "after fence",
  "before write",
  "after write",
  "before verify",
  "before release",
  "after release",
  "during shutdown",
];

/** What is killed, and how it comes back. */
export interface Victim {
  readonly name: string;
  /** Processes whose calls to the warehouse are watched for the moment. */
  readonly watched: readonly string[];
  kill(): Promise<void>;
  /** Tells it to stop in good order, and does not wait. */
  tell(): void;
  comeBack(): Promise<void>;
}

export interface CellResult {
  readonly victim: string;
  readonly moment: KillMoment;
  /** Webhooks that LastEdit said it has. */
  readonly accepted: number;
  /** Orders whose change reached neither the warehouse nor a person, though its webhooks were accepted. */
  readonly lost: number;
  readonly repeatedWrites: number;
  readonly repeatedHolds: number;
  readonly inSync: number;
  readonly described: number;
  readonly seconds: number;
  /** Anything that must not be; empty when all is well. */
  readonly wrong: readonly string[];
}

/** Lets customers edit, kills at the moment, lets everything come back and to rest, and looks. */
export async function playCell(
  world: FaultWorld,
  customers: Customers,
  victim: Victim,
  moment: KillMoment,
): Promise<CellResult> {
  const began = Date.now();
  const since = (await journal(world.sandbox)).at(-1)?.sequence ?? 0;
  const deliveriesBefore = world.courier.deliveries.length;
  const killed = Promise.withResolvers<undefined>();
  const spring = async (): Promise<void> => {
    await victim.kill();
    killed.resolve(undefined);
  };
  arm(world, victim, moment, spring);
  await customers.edit(8);
  if (moment === "during shutdown") await stopAndKill(world, victim, spring);
  const came = await Promise.race([killed.promise.then(() => true), sleep(45_000, false, { ref: false })]);
  disarm(world, victim);
  if (came) await victim.comeBack();
  await untilAtRest(world, 150_000);
  const end = await lookAtEnd(world, since);
  const accepted = world.courier.deliveries.slice(deliveriesBefore).filter(({ acceptedAt }) => acceptedAt !== null);
  return {
    victim: victim.name,
    moment,
    accepted: accepted.length,
    lost: end.silent.length,
    repeatedWrites: end.repeatedWrites,
    repeatedHolds: end.repeatedHolds,
    inSync: end.inSync,
    described: end.described,
    seconds: Math.round((Date.now() - began) / 1000),
    wrong: [...(came ? [] : ["the moment never came"]), ...whatIsWrong(world, end)],
  };
}

function arm(world: FaultWorld, { watched }: Victim, moment: KillMoment, spring: () => Promise<void>): void {
  if (moment === "during intake") world.courier.setTrap({ at: "sending", spring });
  if (moment === "between store and answer") world.courier.setTrap({ at: "answered", spring });
  const [when, what] = moment.split(" ") as [string, Moment];
  for (const name of watched) {
    if (moment === "during shutdown") world.gate(name).slowBy(1_500);
    if (when === "before" || when === "after") world.gate(name).setTrap({ moment: what, when, spring });
  }
}

function disarm(world: FaultWorld, { watched }: Victim): void {
  world.courier.setTrap(null);
  for (const name of watched) {
    world.gate(name).setTrap(null);
    world.gate(name).slowBy(0);
  }
}

async function stopAndKill({ unfinished }: FaultWorld, victim: Victim, spring: () => Promise<void>): Promise<void> {
  await until("runs are under way", 30_000, async () => {
    const running = (await unfinished()).filter(({ status }) => status === "running");
    return running.length > 0 || "none is";
  });
  victim.tell();
  await sleep(300);
  await spring();
}

function whatIsWrong({ processes }: FaultWorld, end: FaultEnd): string[] {
  const gone = [...processes.values()].flatMap(({ name, endedBy }) =>
    endedBy === null ? [] : [`${name} ended by itself: ${endedBy}`],
  );
  const broken = Object.entries(invariantsOf(end)).flatMap(([name, found]) =>
    found.length === 0 ? [] : [`${name}: ${JSON.stringify(found).slice(0, 600)}`],
  );
  return [...gone, ...broken];
}
