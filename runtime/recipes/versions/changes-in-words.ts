import { isDeepStrictEqual } from "node:util";
import type { Recipe, RecipeStep } from "../recipe.ts";

const LONGEST = 60;

/**
 * What differs between two recipes, one sentence each, for people who do not read YAML.
 *
 * @example
 * changesInWords(before, after); // ["Step plan: importWaitMinutes 60 → 30"]
 */
export function changesInWords(before: Recipe | null, after: Recipe | null): string[] {
  if (before === null || after === null) return [];
  const old = new Map(before.steps.map((step) => [step.namespace, step]));
  const now = new Map(after.steps.map((step) => [step.namespace, step]));
  return [
    ...fieldChanges("", pick(before), pick(after)),
    ...fieldChanges("Setting ", before.settings, after.settings),
    ...fieldChanges("Connection ", before.connections, after.connections),
    ...triggerChanges(before, after),
    ...[...old.keys()].filter((name) => !now.has(name)).map((name) => `Step ${name} removed`),
    ...[...now].flatMap(([name, step]) => stepChanges(old.get(name), step)),
    ...orderChanges([...old.keys()], [...now.keys()]),
  ];
}

function pick({ title, description }: Recipe): Record<string, unknown> {
  return { Title: title, Description: description };
}

function stepChanges(before: RecipeStep | undefined, after: RecipeStep): string[] {
  if (before === undefined) return [`Step ${after.namespace} added (${after.uses})`];
  const { props: oldProps, ...old } = before;
  const { props, ...now } = after;
  const start = `Step ${after.namespace}: `;
  return [...fieldChanges(start, old, now), ...fieldChanges(start, oldProps, props)];
}

function triggerChanges(before: Recipe, after: Recipe): string[] {
  const count = Math.max(before.triggers.length, after.triggers.length);
  return Array.from({ length: count }, (_, index): string[] => {
    const [old, now] = [before.triggers[index], after.triggers[index]];
    if (old === undefined) return [`Trigger ${now?.uses ?? ""} added`];
    if (now === undefined) return [`Trigger ${old.uses} removed`];
    if (old.uses !== now.uses) return [`Trigger ${old.uses} → ${now.uses}`];
    return fieldChanges(`Trigger ${now.uses}: `, old.props, now.props);
  }).flat();
}

function orderChanges(before: readonly string[], after: readonly string[]): string[] {
  const both = (names: readonly string[], others: readonly string[]) => names.filter((name) => others.includes(name));
  const [old, now] = [both(before, after), both(after, before)];
  return isDeepStrictEqual(old, now) ? [] : [`Order of steps: ${now.join(", ")}`];
}

function fieldChanges(start: string, before: object, after: object): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const old: unknown = Reflect.get(before, name);
    const now: unknown = Reflect.get(after, name);
    return isDeepStrictEqual(old, now) ? [] : [`${start}${name} ${shown(old)} → ${shown(now)}`];
  });
}

function shown(value: unknown): string {
  if (value === undefined) return "not set";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const oneLine = text.replaceAll(/\s+/g, " ").trim();
  return oneLine.length > LONGEST ? `${oneLine.slice(0, LONGEST)}…` : oneLine;
}
