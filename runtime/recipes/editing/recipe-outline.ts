import { isRecord } from "../../component-host/json.ts";
import type { Recipe } from "../index.ts";
import { readYaml } from "../yaml-places.ts";

/**
 * A recipe as far as its text can be read, for editors: one that has no steps yet, or a step that lacks something, has
 * its other parts nevertheless. Entries stand at the positions that they have in the text.
 *
 * @returns `null` when the text is not YAML with fields
 */
export function recipeOutline(text: string): Recipe | null {
  const { data } = readYaml(text);
  if (!isRecord(data)) return null;
  const settings = isRecord(data["settings"]) ? data["settings"] : {};
  return {
    recipe: textOf(data["recipe"]),
    title: textOf(data["title"]),
    ...(typeof data["description"] === "string" ? { description: data["description"] } : {}),
    triggers: entriesOf(data["triggers"]).map((trigger) => ({
      uses: textOf(trigger["uses"]),
      props: recordOf(trigger["props"]),
    })),
    connections: recordOf(data["connections"]) as Recipe["connections"],
    settings: settings as Recipe["settings"],
    steps: entriesOf(data["steps"]).map((step) => ({
      ...(step as Partial<Recipe["steps"][number]>),
      namespace: textOf(step["namespace"]),
      uses: textOf(step["uses"] ?? (step["code"] === undefined ? "" : "code")),
      props: recordOf(step["props"]),
      disabled: step["disabled"] === true,
      onError: step["onError"] === "continue" || step["onError"] === "raise-exception" ? step["onError"] : "stop",
    })),
  };
}

function entriesOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
