import { ALERT_WORDS } from "../../../domain/alerts/alert-words.ts";
import type { AlertContent, AlertEntry } from "../../../domain/alerts/compose-alert.ts";
import { momentInZone } from "../../../domain/alerts/wall-clock.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import { GAP_KINDS } from "../../../domain/sync-gap/gap-kinds.ts";
import { money } from "../../../domain/sync-gap/value-reconciliation.ts";
import { counted } from "../../../domain/words/counted.ts";
import type { Digest, DigestComparison, DigestException, OwnerDigest } from "./digest.ts";

/** The digest as an alert channel lays it out. Holds no personal data: orders are named, customers are not. */
export function digestContent(digest: Digest, zone: string): AlertContent {
  const { open, openedToday, closedToday, byOwner, next, oldest, comparison } = digest;
  const overdue = byOwner.reduce((sum, owner) => sum + owner.overdue, 0);
  const isHigh = byOwner.some(({ high }) => high > 0) || (comparison?.parcelsAtRisk ?? 0) > 0;
  const fact = (label: string, text: string) => ({ label, text });
  const entries: AlertEntry[] = [
    ...byOwner.map((owner) => entry(ALERT_WORDS.owners[owner.owner], ownerFacts(owner, zone))),
    ...(next.length === 0
      ? []
      : [
          entry(
            "Next",
            next.map((one) => fact(one.orderName, exceptionInWords(one, zone))),
          ),
        ]),
    ...(oldest === null ? [] : [entry("Oldest", [fact(oldest.orderName, exceptionInWords(oldest, zone))])]),
    ...(comparison === null ? [] : [entry("Shopify and Peoplevox", comparisonFacts(comparison))]),
  ];
  return {
    title: open === 0 ? "Daily digest: no exception is open" : `Daily digest: ${counted(open, "exception")} open`,
    lead: `Within a day ${openedToday} came up and ${closedToday} were closed; ${overdue} overdue.`,
    severity: isHigh ? "high" : open > 0 || (comparison?.withGaps ?? 0) > 0 ? "medium" : "low",
    entries,
    more: null,
  };
}

/** The same as plain text. */
export function digestText({ title, lead, entries }: AlertContent): string {
  const blocks = entries.map(({ heading, facts }) =>
    [...(heading === null ? [] : [heading]), ...facts.map(({ label, text }) => `  ${label}: ${text}`)].join("\n"),
  );
  return [title, lead, ...blocks].join("\n\n");
}

const entry = (heading: string, facts: AlertEntry["facts"]): AlertEntry => ({ heading, facts, links: [] });

function ownerFacts({ open, high, taken, overdue, nextDeadline }: OwnerDigest, zone: string): AlertEntry["facts"] {
  return [
    { label: "Open", text: `${open} (${high} high, ${taken} taken, ${overdue} overdue)` },
    ...(nextDeadline === null ? [] : [{ label: "Next deadline", text: momentInZone(nextDeadline, zone) }]),
  ];
}

function exceptionInWords({ kind, owner, since, mattersUntil }: DigestException, zone: string): string {
  const title = Object.hasOwn(EXCEPTION_KINDS, kind)
    ? EXCEPTION_KINDS[kind as keyof typeof EXCEPTION_KINDS].title
    : kind;
  const until = mattersUntil === null ? "" : `, matters until ${momentInZone(mattersUntil, zone)}`;
  return `${title}. ${ALERT_WORDS.owners[owner]}, since ${momentInZone(since, zone)}${until}`;
}

function comparisonFacts(comparison: DigestComparison): AlertEntry["facts"] {
  const { lookBackHours, orders, inSync, waiting, withGaps, parcelsAtRisk, gapsByKind, values } = comparison;
  const kinds = Object.entries(gapsByKind).map(([kind, count]) => `${titleOf(kind)} ${count}`);
  return [
    {
      label: `Orders changed within ${lookBackHours} h`,
      text: `${orders}: ${inSync} in sync, ${waiting} under way, ${withGaps} with gaps, ${parcelsAtRisk} parcels at risk`,
    },
    ...(kinds.length === 0 ? [] : [{ label: "Gaps", text: kinds.join(", ") }]),
    ...values.byCurrency.map(({ currency, ordersSame, ordersDiffering, shopifyMinor, peoplevoxMinor }) => ({
      label: `Values in ${currency}`,
      text: `${money(shopifyMinor, currency)} in Shopify, ${money(peoplevoxMinor, currency)} in Peoplevox; ${ordersSame} orders the same, ${ordersDiffering} differ`,
    })),
  ];
}

const titleOf = (kind: string): string =>
  Object.hasOwn(GAP_KINDS, kind) ? GAP_KINDS[kind as keyof typeof GAP_KINDS].title.toLowerCase() : kind;
