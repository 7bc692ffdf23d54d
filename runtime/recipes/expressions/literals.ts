import type { Expression, ObjectExpression, SpreadElement, TemplateLiteral } from "acorn";
import { notAllowed } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";
import { asKey, fixedKey } from "./members.ts";
import { asText, joinTexts } from "./operators.ts";
import { kindOf, ownProperty, setOwnProperty } from "./values.ts";

export function listItems(elements: readonly (Expression | SpreadElement | null)[], evaluation: Evaluation): unknown[] {
  const { budget, fail, locals } = evaluation;
  const items: unknown[] = [];
  for (const element of elements) {
    if (element === null) items.push(undefined);
    else if (element.type === "SpreadElement") {
      const spread = evaluation.value(element.argument, locals);
      if (!Array.isArray(spread)) return fail(`only a list can be spread into a list, got ${kindOf(spread)}.`);
      budget.allowSize(items.length + spread.length);
      budget.spend(spread.length);
      for (const item of spread as unknown[]) items.push(item);
    } else items.push(evaluation.value(element, locals));
  }
  return items;
}

export function objectOf(node: ObjectExpression, evaluation: Evaluation): Record<string, unknown> {
  const { budget, locals } = evaluation;
  const made: Record<string, unknown> = {};
  for (const property of node.properties) {
    if (property.type === "SpreadElement") {
      const spread = evaluation.value(property.argument, locals);
      if (typeof spread !== "object" || spread === null) continue;
      const keys = Object.keys(spread);
      budget.spend(keys.length);
      for (const key of keys) setOwnProperty(made, key, ownProperty(spread, key));
      continue;
    }
    if (property.kind !== "init" || property.method) return notAllowed(node, evaluation);
    const name = property.computed ? evaluation.value(property.key, locals) : fixedKey(property.key);
    setOwnProperty(made, asKey(name, evaluation), evaluation.value(property.value, locals));
  }
  return made;
}

export function templateText(node: TemplateLiteral, evaluation: Evaluation): string {
  const texts: string[] = [];
  node.quasis.forEach((quasi, index) => {
    texts.push(quasi.value.cooked ?? "");
    const part = node.expressions[index];
    if (part !== undefined) texts.push(asText(evaluation.value(part, evaluation.locals), evaluation.fail));
  });
  return joinTexts(texts, evaluation.budget);
}
