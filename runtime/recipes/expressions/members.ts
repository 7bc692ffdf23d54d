import type { AnyNode, MemberExpression } from "acorn";
import { notAllowed, ShortCircuit, written } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";
import { kindOf, propertyKey } from "./values.ts";

/** Receiver and property name of `a.b`, `a["b"]` or `a?.b`. */
export function member(node: MemberExpression, evaluation: Evaluation): { receiver: unknown; key: string } {
  const { fail, locals } = evaluation;
  if (node.object.type === "Super" || node.property.type === "PrivateIdentifier") return notAllowed(node, evaluation);
  const receiver = evaluation.value(node.object, locals);
  const key = node.computed
    ? asKey(evaluation.value(node.property, locals), evaluation)
    : asKey(fixedKey(node.property), evaluation);
  if (receiver === null || receiver === undefined) {
    if (node.optional) throw new ShortCircuit();
    fail(`${written(node.object, evaluation)} is ${String(receiver)}, so it has no "${key}".`);
  }
  return { receiver, key };
}

export function asKey(name: unknown, { fail }: Evaluation): string {
  return propertyKey(name) ?? fail(`${kindOf(name)} cannot be a property's name.`);
}

/** Name of a property that is written out: `sku`, `"sku"` or `1`. */
export function fixedKey(node: AnyNode): unknown {
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" ? node.value : undefined;
}
