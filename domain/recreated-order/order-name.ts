import type { EvidenceRules, NameRule } from "./evidence-rule.ts";

type NameRules = Pick<EvidenceRules, "names" | "shopNames">;

/** One step by which a name was made of another. */
export interface NameStep {
  readonly rule: NameRule;
  /** How the steps follow each other: letters and numbers count up, words do not. */
  readonly counts: "letter" | "number" | "no";
  /** `A`, `2`, `Preorder`; empty where the template has fixed text only. */
  readonly version: string;
}

/** A name taken apart: `#1031-PreorderA` is base `1031`, then `Preorder`, then `A`. */
export interface OrderNameParts {
  /** The first name of the lineage without the shop's prefix and suffix. */
  readonly base: string;
  /** From the base on; empty for a name that no rule knows. */
  readonly steps: readonly NameStep[];
}

const PLACEHOLDERS = { letter: "([A-Z])", number: "([1-9]\\d{0,2})", word: "([A-Za-z][A-Za-z0-9 _]{0,29})" } as const;

/** Names do not nest deeper than this; a rule that always fits must not run for ever. */
const MOST_STEPS = 8;

/** Takes a name apart, the last step first. */
export function orderNameParts(name: string, rules: NameRules): OrderNameParts {
  let base = numberOfName(name, rules);
  const steps: NameStep[] = [];
  while (steps.length < MOST_STEPS) {
    const last = lastStep(base, rules.names);
    if (last === null) break;
    base = last.earlier;
    steps.unshift(last.step);
  }
  return { base, steps };
}

/**
 * How a newer name follows from an older one: the steps between them, or `null` when it does not.
 *
 * @example
 * // #1031 → #1031A, #1031A → #1031B and #1031 → #1031-PreorderA follow; #1031-Original → #1031-Preorder does not.
 */
export function stepsBetween(older: string, newer: string, rules: NameRules): readonly NameStep[] | null {
  const from = orderNameParts(older, rules);
  const to = orderNameParts(newer, rules);
  if (from.base !== to.base) return null;
  const common = commonSteps(from.steps, to.steps);
  const left = from.steps.slice(common);
  const [next, ...others] = to.steps.slice(common);
  if (next === undefined) return null;
  const [last] = left;
  if (last === undefined || (left.length === 1 && countsUp(last, next))) return [next, ...others];
  return null;
}

/** The first name of the lineage, as the shop writes it. */
export function rootName(name: string, rules: NameRules): string {
  const { base, steps } = orderNameParts(name, rules);
  return steps.length === 0 ? name : `${rules.shopNames.prefix}${base}${rules.shopNames.suffix}`;
}

/** A name without the shop's prefix and suffix. The suffix may have got a version letter behind it. */
export function numberOfName(name: string, { shopNames: { prefix, suffix } }: Pick<NameRules, "shopNames">): string {
  const trimmed = name.trim();
  const withoutPrefix = trimmed.startsWith(prefix) ? trimmed.slice(prefix.length) : trimmed;
  if (suffix === "") return withoutPrefix;
  return withoutPrefix.replace(new RegExp(`${escaped(suffix)}([A-Z]?)$`), "$1");
}

function lastStep(name: string, rules: readonly NameRule[]): { earlier: string; step: NameStep } | null {
  for (const rule of rules) {
    const found = patternOf(rule.template).exec(name)?.groups;
    if (found === undefined) continue;
    const { name: earlier = "", letter, number, word } = found;
    const counts = letter !== undefined ? "letter" : number !== undefined ? "number" : "no";
    return { earlier, step: { rule, counts, version: letter ?? number ?? word ?? "" } };
  }
  return null;
}

/** Patterns by template: each order is compared with each other one, and building a pattern takes longer than using it. */
const PATTERNS = new Map<string, RegExp>();

function patternOf(template: string): RegExp {
  const known = PATTERNS.get(template);
  if (known !== undefined) return known;
  const pattern = newPattern(template);
  PATTERNS.set(template, pattern);
  return pattern;
}

/** An order name has a digit. A version letter follows a digit or a small letter, so that `#USA` has none. */
function newPattern(template: string): RegExp {
  const parts = template.split(/(\{name\}\{letter\}|\{name\}|\{letter\}|\{number\}|\{word\})/);
  const source = parts.map((part) => {
    if (part === "{name}{letter}") return `(?<name>.*\\d.*[a-z]|.*\\d)(?<letter>[A-Z])`;
    if (part === "{name}") return "(?<name>.*\\d.*)";
    const placeholder = part.slice(1, -1) as keyof typeof PLACEHOLDERS;
    return Object.hasOwn(PLACEHOLDERS, placeholder) ? `(?<${placeholder}>${PLACEHOLDERS[placeholder]})` : anyCase(part);
  });
  return new RegExp(`^${source.join("")}$`);
}

function commonSteps(one: readonly NameStep[], other: readonly NameStep[]): number {
  let common = 0;
  while (common < one.length && common < other.length && same(one[common], other[common])) common += 1;
  return common;
}

const same = (one: NameStep | undefined, other: NameStep | undefined): boolean =>
  one?.rule === other?.rule && one?.version === other?.version;

function countsUp(last: NameStep, next: NameStep): boolean {
  if (last.rule !== next.rule || next.counts === "no") return false;
  return next.counts === "letter" ? next.version > last.version : Number(next.version) > Number(last.version);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\-]/g, "\\$&");

const anyCase = (text: string): string =>
  escaped(text).replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
