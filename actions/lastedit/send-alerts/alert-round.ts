import { ConfigurationError } from "@pipedream/platform";
import lodash from "lodash";
import type { AlertChannel } from "../../../components/alerts/alert-channel.ts";
import { deliver } from "../../../components/alerts/deliver.ts";
import type { SentAlert } from "../../../components/alerts/deliver.ts";
import type { IntegrationError } from "../../../components/integration-error.ts";
import { createAlertMemoryStore } from "../../../components/lastedit/alert-memory-store.ts";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { readRouting } from "../../../components/lastedit/read-routing.ts";
import type { RecordStore } from "../../../components/lastedit/record-store.ts";
import { createRoutingStore } from "../../../components/lastedit/routing-store.ts";
import type { AlertMemory } from "../../../domain/alerts/alert-memory.ts";
import { decideAlerts } from "../../../domain/alerts/decide-alerts.ts";
import { missingChannels } from "../../../domain/alerts/routing.ts";
import type { Routing } from "../../../domain/alerts/routing.ts";

export interface AlertRoundDoors {
  readonly store: RecordStore;
  readonly channels: readonly AlertChannel[];
  /** As a person wrote it; `undefined` keeps the one that is stored. */
  readonly routing: unknown;
  readonly consoleUrl: string | undefined;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface AlertRound {
  readonly open: number;
  readonly sent: readonly SentAlert[];
  /** How many exceptions wait for a summary, by channel. */
  readonly held: Readonly<Record<string, number>>;
  /** Changes of exceptions that a simultaneous writer had overwritten, and that were carried out now. */
  readonly restored: number;
  readonly failures: readonly IntegrationError[];
}

/** One look: settle the store, decide, remember, send, confirm. Nothing is sent that is not remembered before. */
export async function alertRound({ store, channels, routing, consoleUrl, now }: AlertRoundDoors): Promise<AlertRound> {
  const rules = await currentRouting(store, routing);
  const names = channels.map(({ name }) => name);
  const missing = missingChannels(rules, names);
  if (missing.length > 0)
    throw new ConfigurationError(
      `The routing names the channel ${missing.join(", ")}, which is not there; there is ${names.join(", ")}. Nothing was sent.`,
    );

  const exceptions = createExceptionStore(store, now);
  const { restored } = await exceptions.settle();
  const open = await exceptions.list({ status: "open" });
  const memories = createAlertMemoryStore(store);
  const before = await memories.read();
  const decided = decideAlerts({ exceptions: open, channels: names, routing: rules, memory: before, nowMs: now() });
  if (!lodash.isEqual(decided.memory, before)) await memories.write(decided.memory);

  const style = { zone: rules.zone, ...(consoleUrl === undefined ? {} : { consoleUrl }) };
  const { memory, sent, failures } = await deliver(decided, {
    channels,
    style,
    now,
    remember: (after) => memories.write(after),
  });
  return { open: open.length, sent, held: heldCounts(memory), restored, failures };
}

/** The routing that a person gave, stored for all steps that raise exceptions; else the stored one. */
async function currentRouting(store: RecordStore, given: unknown): Promise<Routing> {
  const routings = createRoutingStore(store);
  if (given === undefined || given === null || given === "") return routings.read();
  const wanted = readRouting(given);
  const stored = await routings.read().catch(() => null);
  return lodash.isEqual(wanted, stored) ? wanted : routings.write(wanted);
}

function heldCounts({ channels }: AlertMemory): Record<string, number> {
  const waiting = Object.entries(channels).filter(([, { held }]) => held.length > 0);
  return Object.fromEntries(waiting.map(([name, { held }]) => [name, held.length]));
}

/** One line for the run history. */
export function alertRoundInWords({ open, sent, held, failures }: AlertRound): string {
  const alerts = sent.filter(({ form }) => form === "alert").length;
  const parts = [
    counted(alerts, "alert sent", "alerts sent"),
    counted(sent.length - alerts, "summary sent", "summaries sent"),
    ...Object.entries(held).map(([channel, waiting]) => `${channel}: ${waiting} held back`),
    ...sent.flatMap(({ channel, notTakenFor }) =>
      notTakenFor.length === 0 ? [] : [`${channel}: not taken for ${notTakenFor.join(", ")}`],
    ),
    counted(failures.length, "channel failed", "channels failed"),
  ].filter((part) => part !== "");
  if (parts.length > 0) return parts.join("; ");
  return open === 0
    ? "Nothing to tell; no exception is open"
    : `Nothing to tell; ${counted(open, "exception is", "exceptions are")} open`;
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? "" : `${count} ${count === 1 ? one : many}`;
}
