import type { AlertChannel } from "../../../components/alerts/alert-channel.ts";
import type { AlertContent } from "../../../domain/alerts/compose-alert.ts";

export interface DigestDelivery {
  /** Names of channels that took it. */
  readonly sentTo: readonly string[];
  readonly notSent: readonly { readonly channel: string; readonly why: string }[];
}

/**
 * Sends the digest over each channel, all at once. One that fails does not keep it from the others.
 *
 * @throws {IntegrationError} When no channel took it: then it is safe to send again
 */
export async function sendDigest(
  content: AlertContent,
  channels: readonly AlertChannel[],
  nowMs: number,
): Promise<DigestDelivery> {
  const sentAt = new Date(nowMs).toISOString();
  const outcomes = await Promise.allSettled(
    channels.map((channel) => channel.send({ id: crypto.randomUUID(), sentAt, form: "summary", content, items: [] })),
  );
  const failures = outcomes.flatMap((outcome, index) =>
    outcome.status === "rejected" ? [{ channel: channels[index]?.name ?? "", reason: outcome.reason as Error }] : [],
  );
  const [first] = failures;
  if (first !== undefined && failures.length === channels.length) throw first.reason;
  const failed = new Set(failures.map(({ channel }) => channel));
  return {
    sentTo: channels.map(({ name }) => name).filter((name) => !failed.has(name)),
    notSent: failures.map(({ channel, reason }) => ({ channel, why: reason.message })),
  };
}

/** `; sent to floor; not to mail: …` */
export function deliveryInWords({ sentTo, notSent }: DigestDelivery): string {
  const sent = sentTo.length === 0 ? "" : `; sent to ${sentTo.join(", ")}`;
  return `${sent}${notSent.map(({ channel, why }) => `; not to ${channel}: ${why}`).join("")}`;
}
