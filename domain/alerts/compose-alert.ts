import { exceptionLinks } from "../exceptions/exception-links.ts";
import type { ExceptionLink } from "../exceptions/exception-links.ts";
import type { ExceptionKind, ExceptionSeverity, LineView, OpenException } from "../exceptions/exception.ts";
import { SEVERITY_RANK } from "../exceptions/pressing.ts";
import { wordingFor } from "../exceptions/wording.ts";
import type { ExceptionWording } from "../exceptions/wording.ts";
import { ALERT_WORDS } from "./alert-words.ts";
import type { HeldNews } from "./alert-memory.ts";
import type { AlertItem, AlertMessage } from "./decide-alerts.ts";
import { momentInZone } from "./wall-clock.ts";

/** An alert in words, for any channel to lay out. All texts are plain and may hold what customers wrote. */
export interface AlertContent {
  readonly title: string;
  readonly lead: string;
  /** The highest of all it tells of. */
  readonly severity: ExceptionSeverity;
  readonly entries: readonly AlertEntry[];
  /** What was left out, counted by kind; `null` when nothing was. */
  readonly more: string | null;
}

export interface AlertEntry {
  /** `null` when the title says it already. */
  readonly heading: string | null;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly links: readonly ExceptionLink[];
}

export interface AlertStyle {
  /** IANA name: times are told in it. */
  readonly zone: string;
  /** Address of LastEdit's console, for a link to each exception. */
  readonly consoleUrl?: string;
  readonly wording?: ExceptionWording;
}

/** Slack takes 50 blocks in a message, Teams 28 KB: 12 entries with texts of this length fit both. */
const MOST_ENTRIES = 12;
const LONGEST_TEXT = 700;
const LONGEST_TEXT_IN_SUMMARY = 250;
const MOST_LINES = 10;

/** Puts a message into words. */
export function composeAlert({ form, items }: AlertMessage, style: AlertStyle): AlertContent {
  const sorted = [...items].sort((a, b) => SEVERITY_RANK[a.news.severity] - SEVERITY_RANK[b.news.severity]);
  const shown = sorted.slice(0, MOST_ENTRIES);
  const reasons = [...new Set(items.flatMap(({ news }) => news.heldBecause))].map((each) => ALERT_WORDS.held[each]);
  const heldBack = reasons.length === 0 ? [] : [ALERT_WORDS.heldBack(reasons)];
  const severity = items.reduce<ExceptionSeverity>(
    (highest, { news }) => (SEVERITY_RANK[news.severity] < SEVERITY_RANK[highest] ? news.severity : highest),
    "low",
  );
  const [only] = items;
  if (form === "alert" && only !== undefined) {
    return {
      title: headingOf(only.news, style),
      lead: [...reasonsOf(only), ...heldBack].join(" "),
      severity,
      entries: [{ ...entryOf(only, style), heading: null }],
      more: null,
    };
  }
  return {
    title: ALERT_WORDS.summaryTitle(items.length),
    lead: heldBack.join(" "),
    severity,
    entries: shown.map((item) => shortEntryOf(item, style)),
    more: moreInWords(sorted.slice(MOST_ENTRIES), style),
  };
}

function headingOf({ orderName, kind }: HeldNews, { wording = wordingFor("en") }: AlertStyle): string {
  return shortened(`${orderName}: ${wording[kind].title}`.replace(/\s+/g, " "), LONGEST_TEXT_IN_SUMMARY);
}

function reasonsOf({ news, exception }: AlertItem): string[] {
  const reasons = news.reasons.map((reason) => ALERT_WORDS.reasons[reason]);
  return exception === null ? [...reasons, ALERT_WORDS.closedMeanwhile] : reasons;
}

function entryOf({ news, exception }: AlertItem, style: AlertStyle): AlertEntry {
  const { labels, owners, severities } = ALERT_WORDS;
  const heading = headingOf(news, style);
  const facts: [string, string | null][] = [
    [labels.owner, owners[news.owner]],
    [labels.severity, severities[news.severity]],
    ...(exception === null ? [] : detailsOf(exception, style)),
  ];
  return { heading, facts: readable(facts, LONGEST_TEXT), links: linksOf(exception, style) };
}

function detailsOf(exception: OpenException, { zone }: AlertStyle): [string, string | null][] {
  const { labels } = ALERT_WORDS;
  const { state, mattersUntil, wanted, inWarehouse } = exception;
  const hasLines = wanted.length + inWarehouse.length > 0;
  return [
    [labels.whatHappened, exception.whatHappened],
    [labels.whatWasChanged, exception.whatWasChanged],
    [labels.whatToDo, exception.whatToDo],
    [labels.mattersUntil, mattersUntil === null ? null : `${momentInZone(mattersUntil, zone)} (${zone})`],
    [labels.takenBy, state.is === "taken" ? state.by : null],
    [labels.salesOrder, exception.salesOrderNumber],
    [labels.wanted, hasLines ? linesInWords(wanted) : null],
    [labels.inWarehouse, hasLines ? linesInWords(inWarehouse) : null],
  ];
}

function shortEntryOf(item: AlertItem, style: AlertStyle): AlertEntry {
  const { labels, owners } = ALERT_WORDS;
  const { news, exception } = item;
  const until = exception?.mattersUntil ?? null;
  const facts: [string, string | null][] = [
    [labels.why, reasonsOf(item).join(" ")],
    [labels.owner, owners[news.owner]],
    [labels.mattersUntil, until === null ? null : `${momentInZone(until, style.zone)} (${style.zone})`],
    [labels.whatToDo, exception?.whatToDo ?? null],
  ];
  return {
    heading: headingOf(news, style),
    facts: readable(facts, LONGEST_TEXT_IN_SUMMARY),
    links: linksOf(exception, style),
  };
}

function linksOf(exception: OpenException | null, { consoleUrl }: AlertStyle): ExceptionLink[] {
  return exception === null ? [] : exceptionLinks(exception, consoleUrl);
}

function readable(facts: readonly [string, string | null][], longest: number): AlertEntry["facts"] {
  return facts.flatMap(([label, text]) => (text === null ? [] : [{ label, text: shortened(text, longest) }]));
}

function linesInWords(lines: readonly LineView[]): string {
  if (lines.length === 0) return ALERT_WORDS.nothing;
  const shown = lines.slice(0, MOST_LINES).map(({ quantity, itemCode, title }) => `${quantity} × ${itemCode || title}`);
  const rest = lines.length - shown.length;
  return [...shown, ...(rest === 0 ? [] : [ALERT_WORDS.moreLines(rest)])].join(", ");
}

function moreInWords(rest: readonly AlertItem[], { wording = wordingFor("en") }: AlertStyle): string | null {
  if (rest.length === 0) return null;
  const counts = new Map<ExceptionKind, number>();
  for (const { news } of rest) counts.set(news.kind, (counts.get(news.kind) ?? 0) + 1);
  const kinds = [...counts].map(([kind, count]) => `${count} × ${wording[kind].title}`).join("; ");
  return ALERT_WORDS.more(rest.length, kinds);
}

/** At most so many characters; a longer text ends with "…". No character is cut in half. */
function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
