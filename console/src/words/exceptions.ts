import type { ExceptionItem } from "../../../runtime/api/contract/exceptions.ts";
import type { StateWords, Tone } from "./tones.ts";

type Owner = ExceptionItem["owner"];

export const OWNERS = ["warehouse", "customer-service", "merchandising", "integration"] as const satisfies Owner[];

export const OWNER_WORDS: Readonly<Record<Owner, string>> = {
  warehouse: "Warehouse",
  "customer-service": "Customer service",
  merchandising: "Merchandising",
  integration: "Integration",
};

type Severity = ExceptionItem["severity"];

export const SEVERITIES = ["high", "medium", "low"] as const satisfies Severity[];

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { high: "High", medium: "Medium", low: "Low" };

export const EXCEPTION_STATES = {
  open: { label: "Open", tone: "look" },
  taken: { label: "Taken", tone: "busy" },
  snoozed: { label: "Snoozed", tone: "quiet" },
  resolved: { label: "Resolved", tone: "good" },
  closed: { label: "Closed", tone: "good" },
} as const satisfies Record<ExceptionItem["state"]["is"], StateWords>;

/** With the name of who is at it: `Taken by Anna`. */
export function exceptionStateOf({ state }: Pick<ExceptionItem, "state">): StateWords {
  const words = EXCEPTION_STATES[state.is];
  return state.by === null || state.is === "snoozed" ? words : { ...words, label: `${words.label} by ${state.by}` };
}

const HOUR_MS = 3_600_000;

/** How pressing a deadline is. */
export function pressOf(mattersUntil: string | null, now: number): Tone {
  if (mattersUntil === null) return "quiet";
  const left = new Date(mattersUntil).getTime() - now;
  return left <= 0 ? "bad" : left <= HOUR_MS ? "look" : "quiet";
}

/** What an entry of the history is called. */
const ENTRIES: Readonly<Record<string, string>> = {
  opened: "Raised",
  seen: "Seen again",
  taken: "Taken",
  "given-back": "Given back",
  assigned: "Assigned",
  snoozed: "Snoozed",
  woke: "Woken",
  noted: "Note",
  resolved: "Resolved",
  reopened: "Reopened",
  "retry-asked": "Retry asked for",
  closed: "Closed",
};

export function entryInWords(what: string): string {
  return ENTRIES[what] ?? what.charAt(0).toUpperCase() + what.slice(1).replaceAll("-", " ");
}
