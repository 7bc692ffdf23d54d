/** `2026-11-24T09:00:00Z`: GraphQL gives UTC in whole seconds. */
export const isoSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

export const isoSecondsOrNull = (at: number | null): string | null => (at === null ? null : isoSeconds(at));

/** Webhook payloads carry the shop's offset instead of `Z`. The sandbox shop keeps UTC. */
export const webhookTime = (at: number): string => isoSeconds(at).replace("Z", "+00:00");

export const webhookTimeOrNull = (at: number | null): string | null => (at === null ? null : webhookTime(at));

/** Shopify's `updated_at` has whole seconds. */
export const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;
