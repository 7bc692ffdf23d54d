import type { LiveEvent } from "../../../../runtime/api/contract/today.ts";

/** Which answers a live event makes out of date: the beginnings of their paths. */
const OUT_OF_DATE: Readonly<Record<LiveEvent["what"], readonly string[]>> = {
  runs: ["/runs", "/orders", "/today", "/recipes", "/gaps", "/audits"],
  exceptions: ["/exceptions", "/orders", "/today", "/gaps"],
  counts: [],
  health: ["/health", "/today", "/controls"],
};

/** Paths of one thing by its id; the event names the ids that have changed, or none when there were too many. */
const BY_ID: Readonly<Record<string, LiveEvent["what"]>> = { "/runs/:id": "runs", "/exceptions/:id": "exceptions" };

/** Whether an answer is out of date after an event. */
export function isOutOfDate(event: LiveEvent, path: string, given: unknown): boolean {
  if (!OUT_OF_DATE[event.what].some((start) => path === start || path.startsWith(`${start}/`))) return false;
  if (BY_ID[path] !== event.what || !("ids" in event) || event.ids.length === 0) return true;
  const id = (given as { readonly params?: { readonly id?: unknown } }).params?.id;
  return event.ids.some((changed) => String(changed) === String(id));
}
