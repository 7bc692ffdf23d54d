import { afterArrival, afterFailure, putBack } from "../../domain/alerts/after-sending.ts";
import { EMPTY_CHANNEL } from "../../domain/alerts/alert-memory.ts";
import type { AlertMemory, ChannelMemory } from "../../domain/alerts/alert-memory.ts";
import { composeAlert } from "../../domain/alerts/compose-alert.ts";
import type { AlertStyle } from "../../domain/alerts/compose-alert.ts";
import type { AlertMessage } from "../../domain/alerts/decide-alerts.ts";
import type { IntegrationError } from "../integration-error.ts";
import type { AlertChannel } from "./alert-channel.ts";

/** What is left after this time waits for the next round, so that rounds do not overlap. */
const TIME_PER_CHANNEL_MS = 60_000;

export interface SentAlert {
  readonly channel: string;
  readonly form: AlertMessage["form"];
  readonly title: string;
  readonly exceptionIds: readonly string[];
  /** Mail addresses that it was not taken for. */
  readonly notTakenFor: readonly string[];
}

export interface Delivery {
  readonly memory: AlertMemory;
  readonly sent: readonly SentAlert[];
  readonly failures: readonly IntegrationError[];
}

export interface DeliveryDoors {
  readonly channels: readonly AlertChannel[];
  readonly style: AlertStyle;
  /** Called after each channel, so that a process that dies repeats little. */
  remember(memory: AlertMemory): Promise<void>;
  now(): number;
}

/** Sends each channel its messages, one after the other, all channels at once. After a failure a channel is left alone. */
export async function deliver(
  decided: { readonly memory: AlertMemory; readonly messages: readonly AlertMessage[] },
  doors: DeliveryDoors,
): Promise<Delivery> {
  let { memory } = decided;
  const done = await Promise.all(
    doors.channels.map(async (channel) => {
      const messages = decided.messages.filter((message) => message.channel === channel.name);
      const before = memory.channels[channel.name] ?? EMPTY_CHANNEL;
      if (messages.length === 0) return { sent: [], failures: [] };
      const outcome = await deliverTo(channel, messages, before, doors);
      memory = { ...memory, channels: { ...memory.channels, [channel.name]: outcome.memory } };
      await doors.remember(memory);
      return outcome;
    }),
  );
  return { memory, sent: done.flatMap(({ sent }) => sent), failures: done.flatMap(({ failures }) => failures) };
}

async function deliverTo(
  channel: AlertChannel,
  messages: readonly AlertMessage[],
  before: ChannelMemory,
  { style, now }: DeliveryDoors,
): Promise<{ readonly memory: ChannelMemory; readonly sent: SentAlert[]; readonly failures: IntegrationError[] }> {
  const startedMs = now();
  const sent: SentAlert[] = [];
  let memory = before;
  for (const message of messages) {
    if (now() - startedMs > TIME_PER_CHANNEL_MS) return { memory: putBack(memory, "channel-slow"), sent, failures: [] };
    const { form, items } = message;
    const content = composeAlert(message, style);
    const sentAt = new Date(now()).toISOString();
    try {
      const { notTakenFor } = await channel.send({ id: crypto.randomUUID(), sentAt, form, content, items });
      const news = items.map((item) => item.news);
      memory = afterArrival(memory, { form, news }, now());
      const exceptionIds = news.map(({ exceptionId }) => exceptionId);
      sent.push({ channel: channel.name, form, title: content.title, exceptionIds, notTakenFor });
    } catch (error) {
      if (!isOfFamily(error)) throw error;
      return { memory: afterFailure(memory, now(), error.retryAfterMs), sent, failures: [error] };
    }
  }
  return { memory, sent, failures: [] };
}

/** By shape: a component may be loaded more than once. Anything else is a mistake of ours; then the round is repeated. */
function isOfFamily(error: unknown): error is IntegrationError {
  return typeof error === "object" && error !== null && "retry" in error && "effect" in error;
}
