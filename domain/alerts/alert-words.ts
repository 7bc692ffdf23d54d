import type { ExceptionOwner, ExceptionSeverity } from "../exceptions/exception.ts";
import type { AlertReason, HeldReason } from "./alert-memory.ts";

/** All words of alerts, apart from those of each kind. The only place with them, so that they can be translated. */
export const ALERT_WORDS = {
  reasons: {
    new: "New.",
    reopened: "It is there again.",
    "waiting-again": "It waits for somebody again.",
    "not-taken-in-time": "Nobody has taken it in time.",
    "deadline-near": "Its deadline is near.",
  } satisfies Record<AlertReason, string>,
  held: {
    "quiet-hours": "quiet hours",
    "rate-limit": "more alerts than this channel takes in an hour",
    repeat: "told a short while ago already",
    "channel-failed": "the channel could not be reached",
    "channel-slow": "the channel was too slow",
    "not-confirmed": "an earlier alert may not have arrived",
    "channel-removed": "the channel it was meant for is gone",
  } satisfies Record<HeldReason, string>,
  owners: {
    warehouse: "Warehouse",
    "customer-service": "Customer service",
    merchandising: "Merchandising",
    integration: "Integration",
  } satisfies Record<ExceptionOwner, string>,
  severities: { high: "High", medium: "Medium", low: "Low" } satisfies Record<ExceptionSeverity, string>,
  labels: {
    why: "Why",
    owner: "Owner",
    severity: "Severity",
    whatHappened: "What happened",
    whatWasChanged: "What was changed",
    whatToDo: "What to do",
    mattersUntil: "Matters until",
    salesOrder: "Sales Order",
    wanted: "Customer wants",
    inWarehouse: "Warehouse has",
    takenBy: "Taken by",
  },
  nothing: "nothing",
  closedMeanwhile: "Closed meanwhile.",
  heldBack: (reasons: readonly string[]): string => `Held back: ${reasons.join("; ")}.`,
  summaryTitle: (count: number): string => (count === 1 ? "1 exception" : `${count} exceptions`),
  more: (count: number, kinds: string): string => `And ${count} more: ${kinds}.`,
  moreLines: (count: number): string => `and ${count} more`,
} as const;
