import type { RecipeOperation } from "../../api/contract/recipe-parts.ts";
import { keepLayout } from "./keep-layout.ts";
import { RecipeEditError } from "./edit-error.ts";
import { moveEntry, takeEntry } from "./move-entry.ts";
import { RecipeYaml } from "./recipe-yaml.ts";
import { renameInExpressions } from "./rename-in-expressions.ts";

const STEP_ORDER = ["namespace", "uses", "if", "notes", "disabled", "onError", "props", "code"] as const;

/**
 * Applies operations to a recipe's text, in order. What they do not touch stays as it is written: comments, blank
 * lines, the order of fields. The result need not be a recipe that can run; what is wrong with it is said elsewhere.
 *
 * @returns The new text
 * @throws {RecipeEditError} Naming the operation that does not fit; none of them has counted then
 */
export function applyOperations(text: string, operations: readonly RecipeOperation[]): string {
  let current = text;
  for (const [index, operation] of operations.entries()) {
    const yaml = new RecipeYaml(current, (problem) => {
      throw new RecipeEditError(index, problem);
    });
    const before = yaml.toString();
    applyOne(yaml, operation, (problem) => {
      throw new RecipeEditError(index, problem);
    });
    current = keepLayout(current, before, yaml.toString());
  }
  return current;
}

function applyOne(yaml: RecipeYaml, operation: RecipeOperation, refuse: (problem: string) => never): void {
  switch (operation.op) {
    case "add-step": {
      const { step, at } = operation;
      const steps = yaml.list("steps");
      const taken = steps.items.some(
        (_, position) => yaml.entry("steps", position).get("namespace") === step.namespace,
      );
      if (taken) refuse(`There is a step "${step.namespace}" already.`);
      const ordered = STEP_ORDER.flatMap((field) => {
        const value = step[field];
        return value === undefined || isEmpty(value) ? [] : [[field, value] as const];
      });
      const made = yaml.document.createNode(Object.fromEntries(ordered));
      const position = Math.min(at ?? steps.items.length, steps.items.length);
      made.spaceBefore = position > 0;
      const after = steps.items[position] as { spaceBefore?: boolean } | undefined;
      if (after !== undefined) after.spaceBefore = true;
      steps.items.splice(position, 0, made);
      return;
    }
    case "remove-step":
      takeEntry(yaml.list("steps"), yaml.positionOf(operation.namespace));
      return;
    case "move-step":
      moveEntry(yaml.list("steps"), yaml.positionOf(operation.namespace), operation.to);
      return;
    case "rename-step": {
      const { namespace, to } = operation;
      const step = yaml.entry("steps", yaml.positionOf(namespace));
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(to) || to === "trigger")
        refuse(`"${to}" cannot be a step's name; expected letters, digits and _, as in order.`);
      const steps = yaml.list("steps").items;
      if (to !== namespace && steps.some((_, position) => yaml.entry("steps", position).get("namespace") === to))
        refuse(`There is a step "${to}" already.`);
      yaml.set(step, "namespace", to);
      renameInExpressions(yaml.document, namespace, to);
      return;
    }
    case "set-step": {
      const { namespace, field, value } = operation;
      const step = yaml.entry("steps", yaml.positionOf(namespace));
      yaml.set(step, field, field === "disabled" && value === false ? null : value);
      return;
    }
    case "set-prop": {
      const step = yaml.entry("steps", yaml.positionOf(operation.namespace));
      yaml.set(yaml.mapIn(step, "props"), operation.prop, operation.value);
      return;
    }
    case "add-trigger": {
      const { uses, props } = operation;
      const triggers = yaml.list("triggers");
      triggers.items.push(yaml.document.createNode(props === undefined || isEmpty(props) ? { uses } : { uses, props }));
      return;
    }
    case "remove-trigger":
      yaml.entry("triggers", operation.at);
      takeEntry(yaml.list("triggers"), operation.at);
      return;
    case "set-trigger":
      yaml.set(yaml.entry("triggers", operation.at), "uses", operation.uses);
      return;
    case "set-trigger-prop":
      yaml.set(yaml.mapIn(yaml.entry("triggers", operation.at), "props"), operation.prop, operation.value);
      return;
    case "set-field":
      yaml.set(yaml.root, operation.field, operation.value);
      return;
    case "set-setting":
      yaml.set(yaml.mapIn(yaml.root, "settings"), operation.field, operation.value);
      return;
    case "set-connection":
      yaml.set(yaml.mapIn(yaml.root, "connections"), operation.name, operation.value);
      return;
  }
}

function isEmpty(value: unknown): boolean {
  return (typeof value === "object" && value !== null && Object.keys(value).length === 0) || value === false;
}
