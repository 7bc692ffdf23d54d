import type { Template } from "./template.ts";

/** Namespaces of steps that a template reads: `order` in `{{steps.order.$return_value}}`. */
export function stepsRead(template: Template): string[] {
  const found = new Set<string>();
  for (const part of template) if (typeof part !== "string") collect(part.root, found);
  return [...found];
}

/** Whether anything of it comes from a step, the trigger or the environment, and so does not stand in the text. */
export function readsScope(template: Template): boolean {
  return template.some((part) => typeof part !== "string" && readsNames(part.root));
}

function readsNames(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (Array.isArray(node)) return node.some(readsNames);
  const { type, name, object, property, computed } = node as SyntaxNode;
  if (type === "Identifier") return name === "steps" || name === "process";
  // The name behind a dot is a field, whatever it is called.
  if (type === "MemberExpression") return readsNames(object) || (computed === true && readsNames(property));
  return Object.values(node).some(readsNames);
}

function collect(node: unknown, found: Set<string>): void {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) collect(item, found);
    return;
  }
  const name = stepName(node);
  if (name !== null) found.add(name);
  for (const child of Object.values(node)) collect(child, found);
}

interface SyntaxNode {
  readonly type?: unknown;
  readonly object?: SyntaxNode;
  readonly property?: SyntaxNode;
  readonly computed?: unknown;
  readonly name?: unknown;
  readonly value?: unknown;
}

function stepName(node: SyntaxNode): string | null {
  if (node.type !== "MemberExpression" || node.object?.type !== "Identifier" || node.object.name !== "steps")
    return null;
  const name = node.computed === true ? node.property?.value : node.property?.name;
  return typeof name === "string" ? name : null;
}
