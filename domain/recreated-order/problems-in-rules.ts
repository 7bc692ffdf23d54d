import { CIRCUMSTANCE_TESTS } from "./circumstances.ts";
import type { EvidenceRules, NameRule } from "./evidence-rule.ts";
import { placeholderOf } from "./order-reference.ts";

/**
 * What is wrong with edited rules, in words. Rules with a problem must not be used.
 *
 * @returns Empty when the rules can be used
 */
export function problemsInRules(rules: EvidenceRules): readonly string[] {
  const { threshold, reviewFrom, mostFromCircumstances, closeMinutes, skuOverlap } = rules;
  const all = [...rules.links, ...rules.names, ...rules.marks, ...rules.circumstances];
  const ids = all.map(({ id }) => id);
  return [
    ...when(
      mostFromCircumstances >= threshold,
      `mostFromCircumstances is ${mostFromCircumstances}: it must be below threshold (${threshold}), or a reorder could be taken for an edit.`,
    ),
    ...when(reviewFrom > threshold, `reviewFrom is ${reviewFrom}: it must be at most threshold (${threshold}).`),
    ...when(!(reviewFrom > 0), `reviewFrom is ${reviewFrom}: it must be above 0.`),
    ...when(!(closeMinutes > 0), `closeMinutes is ${closeMinutes}: it must be above 0.`),
    ...when(!(skuOverlap > 0 && skuOverlap <= 1), `skuOverlap is ${skuOverlap}: it must be above 0 and at most 1.`),
    ...all
      .filter(({ points }) => !(points > 0))
      .map(({ id, points }) => `Rule ${id} has ${points} points: it must have more than 0.`),
    ...[...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
      (id) => `Rule id ${id} is used more than once.`,
    ),
    ...rules.circumstances
      .filter(({ id }) => !Object.hasOwn(CIRCUMSTANCE_TESTS, id))
      .map(({ id }) => `Circumstance ${id} is not known; known are ${Object.keys(CIRCUMSTANCE_TESTS).join(", ")}.`),
    ...rules.links
      .filter(({ template }) => placeholderOf(template) === null)
      .map(({ id, template }) => `Link ${id}: the template "${template}" must have exactly one {order…} placeholder.`),
    ...rules.names
      .filter((rule) => !isNameTemplate(rule))
      .map(
        ({ id, template }) =>
          `Name ${id}: the template "${template}" must have {name}, more than {name}, and at most one of {letter}, {number}, {word}.`,
      ),
    ...rules.marks
      .filter(({ when: marks, needs }) => Object.keys(marks).length === 0 || needs.length === 0)
      .map(({ id }) => `Mark ${id} must say in "when" what the mark is and in "needs" what it leans on.`),
    ...rules.marks
      .filter(({ needs }) => needs.some((list) => list.length === 0))
      .map(({ id }) => `Mark ${id} has an empty list in "needs": it would join orders of strangers.`),
  ];
}

const when = (isWrong: boolean, problem: string): string[] => (isWrong ? [problem] : []);

function isNameTemplate({ template }: NameRule): boolean {
  const placeholders = template.match(/\{[^}]*\}/g) ?? [];
  const others = placeholders.filter((placeholder) => placeholder !== "{name}");
  return (
    template !== "{name}" &&
    placeholders.length - others.length === 1 &&
    others.length <= 1 &&
    others.every((placeholder) => ["{letter}", "{number}", "{word}"].includes(placeholder))
  );
}
