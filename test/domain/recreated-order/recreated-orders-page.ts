import { DEFAULT_EVIDENCE_RULES as RULES } from "../../../domain/recreated-order/evidence.rules.ts";
import type { LinkPlace, MarkRule } from "../../../domain/recreated-order/evidence-rule.ts";
import { FINDING_RULES } from "../../../domain/recreated-order/finding.rules.ts";
import { GUARDS } from "../../../domain/recreated-order/guards.ts";
import { LABELLED_CASES } from "./labelled-cases/index.ts";
import type { Truth } from "./labelled-cases/labelled-case.ts";

/** The page of the manual about recreated orders, in Markdown. */
export function recreatedOrdersPage(): string {
  return [
    "# How a recreated order is recognised",
    "",
    "Generated from `domain/recreated-order/evidence.rules.ts`, `guards.ts` and `finding.rules.ts`.",
    "",
    "Some order-editing apps do not change an order: they copy it to a new one and cancel the old one. Both could then",
    "be picked. LastEdit compares the orders of a shop in pairs, an older and a newer one, and adds up points for what",
    "says that the newer one comes from the older one.",
    "",
    `From ${RULES.threshold} points two orders are taken as one. From ${RULES.reviewFrom} points a person is asked.`,
    `Circumstances alone give at most ${RULES.mostFromCircumstances} points, so a customer who cancels and orders again is never taken`,
    "for an edit. An older order counts as replaced only when Shopify says that it is cancelled.",
    "",
    "## The newer order names the older one",
    "",
    ...table(
      ["rule", "points", "where", "because"],
      RULES.links.map(({ id, points, where, template, because }) => [
        id,
        points,
        `${placeText(where)}: \`${template}\``,
        because,
      ]),
    ),
    "",
    "A merchant's own note attribute, metafield, tag or note text is added here as data.",
    "",
    "## The newer order's name is made of the older one's",
    "",
    `The shop's prefix and suffix (\`${RULES.shopNames.prefix}\` and \`${RULES.shopNames.suffix}\` by default) are left out. First row that fits wins.`,
    "",
    ...table(
      ["rule", "points", "name", "makes a", "because"],
      RULES.names.map(({ id, points, template, makes, because }) => [id, points, `\`${template}\``, makes, because]),
    ),
    "",
    "## Marks of apps",
    "",
    "A mark does not say which order it is about, so it counts only together with something that does.",
    "",
    ...table(
      ["rule", "points", "mark", "counts with", "because"],
      RULES.marks.map((rule) => [rule.id, rule.points, markText(rule), needsText(rule), rule.because]),
    ),
    "",
    "## Circumstances",
    "",
    ...table(
      ["rule", "points", "because"],
      RULES.circumstances.map(({ id, points, because }) => [id, points, because]),
    ),
    "",
    `Close means ${RULES.closeMinutes} minutes. Apps and channels that say nothing: ${RULES.everydayApps.join(", ")}.`,
    "",
    "## What speaks against it",
    "",
    "Read top to bottom: the first that holds decides, however many points there are.",
    "",
    ...table(
      ["guard", "then", "because"],
      GUARDS.map(({ id, means, because }) => [id, means, because]),
    ),
    "",
    `Marks of an exchange: names that begin with ${listed(RULES.exchange.namePrefixes)} before a number or end with ${listed(RULES.exchange.nameSuffixes)};`,
    `the tags ${listed(RULES.exchange.tags)}; exchange lines of a Return.`,
    "",
    "## What is found",
    "",
    "Read top to bottom: the first row that fits wins.",
    "",
    ...table(
      ["#", "row", "when", "then", "because"],
      FINDING_RULES.map(({ id, when, then, because }, index) => [
        index + 1,
        id,
        Object.entries(when)
          .map(([fact, value]) => `${fact}: ${[value].flat().join(" or ")}`)
          .join("; ") || "anything else",
        `**${then}**`,
        because,
      ]),
    ),
    "",
    "- **recreated**: the older Sales Orders are cancelled, only the newest order is released.",
    "- **split**: OrderSplit Pro's “cancel and recreate” makes two or more new orders from one and cancels that one. Each part is",
    "  an order of its own, so all parts are sent, provided that together they have no more of its goods than it had.",
    "- **under-way**: the counterpart may still be on its way. The newer order is held back, and the question is asked again.",
    "- **review**: a person decides, and nothing is cancelled. A merge, one new order for several old ones, ends here.",
    "- **none**: nothing to do. A plain cancel or a plain new order goes its usual way.",
    "",
    "## What it was tried on",
    "",
    "Labelled cases, built from the documented marks. Each is asked alone and among orders of other customers, from the old",
    "order and from the new one.",
    "",
    ...table(
      ["in truth", "cases", "must be found as"],
      (["recreated", "split", "separate", "unclear"] as const).map((truth) => [truth, casesOf(truth), MUST_BE[truth]]),
    ),
    "",
  ].join("\n");
}

const MUST_BE = {
  recreated: "recreated, with the right pair",
  split: "split, with all parts",
  separate: "none",
  unclear: "review: no documented mark says it, or something contradicts",
} as const satisfies Record<Truth, string>;

const casesOf = (truth: Truth): number => LABELLED_CASES.filter((one) => one.truth === truth).length;

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);

const listed = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(", ");

function placeText(where: LinkPlace): string {
  switch (where.in) {
    case "attribute":
      return `attribute ${where.key}`;
    case "metafield":
      return `metafield ${where.namespace}.${where.key}`;
    default:
      return where.in;
  }
}

function markText({ when: { oldTag, newTag, eitherTag, newApp } }: MarkRule): string {
  return [
    ...(oldTag === undefined ? [] : [`old order tagged \`${oldTag}\``]),
    ...(newTag === undefined ? [] : [`new order tagged \`${newTag}\``]),
    ...(eitherTag === undefined ? [] : [`either order tagged \`${eitherTag}\``]),
    ...(newApp === undefined ? [] : [`new order created by ${newApp.join(" or ")}`]),
  ].join(", ");
}

const needsText = ({ needs }: MarkRule): string => needs.map((all) => all.join(" + ")).join("; or ");
