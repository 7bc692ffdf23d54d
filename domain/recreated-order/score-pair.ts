import { CIRCUMSTANCE_TESTS, equal } from "./circumstances.ts";
import type { EvidenceRules, Makes, MarkRule, PairTest, Support } from "./evidence-rule.ts";
import { guardAgainst } from "./guards.ts";
import type { Guard } from "./guards.ts";
import { stepsBetween } from "./order-name.ts";
import type { NameStep } from "./order-name.ts";
import { namesOrder, referencesBy } from "./order-reference.ts";
import type { OrderTrace } from "./order-trace.ts";

/** One reason to believe that the newer order comes from the older one. */
export interface Evidence {
  /** Id of the rule. */
  readonly rule: string;
  /** `link` and `name` say which order it comes from; `mark` and `circumstance` do not. */
  readonly grade: "link" | "name" | "mark" | "circumstance";
  readonly points: number;
  readonly because: string;
}

/** How surely a newer order comes from an older one. */
export interface PairScore {
  readonly older: OrderTrace;
  readonly newer: OrderTrace;
  readonly score: number;
  /** Heaviest grade first. */
  readonly evidence: readonly Evidence[];
  /** What speaks against it; not looked for where there are too few points to matter. */
  readonly guard: Guard | null;
  readonly makes: Makes;
  /** `weak`, `possible` and `linked` by points; the others by a guard, when there are points enough to matter. */
  readonly verdict: "weak" | "possible" | "linked" | Guard["means"];
}

/**
 * Weighs everything that speaks for and against the newer order having come from the older one.
 *
 * The order of tags, lines and attributes does not matter, nor do later edits of lines or a later cancel of the newer
 * order: the goods first ordered are compared.
 */
export function scorePair(older: OrderTrace, newer: OrderTrace, rules: EvidenceRules): PairScore {
  const steps = stepsBetween(older.name, newer.name, rules);
  const circumstances = rules.circumstances.filter(({ id }) => CIRCUMSTANCE_TESTS[id](older, newer, rules));
  const support = new Set<Support>([...(steps === null ? [] : (["name"] as const)), ...circumstances.map(idOf)]);
  const marks = rules.marks.filter((rule) => isMarked(rule, older, newer) && isSupported(rule, support));
  const links = rules.links.filter((rule) =>
    referencesBy(rule, newer).some((reference) => namesOrder(reference, rule.template, older, rules)),
  );
  const evidence = [
    ...links.map((rule) => evidenceOf("link", rule, older, newer)),
    ...(steps?.slice(0, 1) ?? []).map(({ rule }) => evidenceOf("name", rule, older, newer)),
    ...marks.map((rule) => evidenceOf("mark", rule, older, newer)),
    ...circumstances.map((rule) => evidenceOf("circumstance", rule, older, newer)),
  ];
  const score = scoreOf(evidence, rules);
  const guard = score < rules.reviewFrom ? null : filledGuard(guardAgainst(older, newer, rules), older, newer);
  return {
    older,
    newer,
    score,
    evidence,
    guard,
    makes: makesOf(steps, marks),
    verdict: verdictOf(score, guard, rules),
  };
}

/** Whether a pair says by link or name which order the newer one comes from. */
export const saysWhich = ({ evidence }: Pick<PairScore, "evidence">): boolean =>
  evidence.some(({ grade }) => grade === "link" || grade === "name");

function scoreOf(evidence: readonly Evidence[], { mostFromCircumstances }: EvidenceRules): number {
  const sum = (of: readonly Evidence[]): number => of.reduce((points, one) => points + one.points, 0);
  const circumstances = sum(evidence.filter(({ grade }) => grade === "circumstance"));
  return sum(evidence.filter(({ grade }) => grade !== "circumstance")) + Math.min(circumstances, mostFromCircumstances);
}

function verdictOf(score: number, guard: Guard | null, rules: EvidenceRules): PairScore["verdict"] {
  if (score < rules.reviewFrom) return "weak";
  if (guard !== null) return guard.means;
  return score < rules.threshold ? "possible" : "linked";
}

/**
 * A name with a counted version (A, B, 2, 3) is a version, even when it carries the tags of a part it was copied from;
 * a name with a free word is what the marks say.
 */
function makesOf(steps: readonly NameStep[] | null, marks: readonly MarkRule[]): Makes {
  const marked = marks.some(({ makes }) => makes === "part") ? "part" : "version";
  const last = steps?.at(-1);
  if (last === undefined) return marked;
  if (steps?.some(({ rule }) => rule.makes === "part")) return "part";
  return last.counts === "no" ? marked : "version";
}

function isMarked({ when }: MarkRule, older: OrderTrace, newer: OrderTrace): boolean {
  const { oldTag, newTag, eitherTag, newApp } = when;
  return (
    (oldTag === undefined || hasTag(older, oldTag)) &&
    (newTag === undefined || hasTag(newer, newTag)) &&
    (eitherTag === undefined || hasTag(older, eitherTag) || hasTag(newer, eitherTag)) &&
    (newApp === undefined || newApp.some((name) => equal(name, newer.app?.name ?? null)))
  );
}

const isSupported = ({ needs }: MarkRule, support: ReadonlySet<Support>): boolean =>
  needs.some((all) => all.every((one) => support.has(one)));

const hasTag = ({ tags }: OrderTrace, wanted: string): boolean => tags.some((tag) => equal(tag, wanted));

const idOf = ({ id }: { readonly id: PairTest }): PairTest => id;

function evidenceOf(
  grade: Evidence["grade"],
  { id, points, because }: { readonly id: string; readonly points: number; readonly because: string },
  older: OrderTrace,
  newer: OrderTrace,
): Evidence {
  return { rule: id, grade, points, because: filled(because, older, newer) };
}

const filledGuard = (guard: Guard | null, older: OrderTrace, newer: OrderTrace): Guard | null =>
  guard === null ? null : { ...guard, because: filled(guard.because, older, newer) };

const filled = (text: string, older: OrderTrace, newer: OrderTrace): string =>
  text.replaceAll("{old}", () => older.name).replaceAll("{new}", () => newer.name);
