import type { RecipeDocument } from "../../../../../runtime/api/contract/recipe-parts.ts";

export type OnError = "stop" | "continue" | "raise-exception";

export interface TriggerShape {
  readonly uses: string;
  readonly props: Readonly<Record<string, unknown>>;
}

export interface StepShape extends TriggerShape {
  readonly namespace: string;
  readonly code?: string;
  readonly if?: string;
  readonly notes?: string;
  readonly disabled: boolean;
  readonly onError: OnError;
}

/** A recipe as the visual editor shows it. */
export interface RecipeShape {
  readonly title: string;
  readonly description?: string;
  readonly triggers: readonly TriggerShape[];
  readonly steps: readonly StepShape[];
  /** The recipe's name for each connection, and the connection's. */
  readonly connections: Readonly<Record<string, string>>;
}

/** @returns null when the text is not YAML with fields: then only the text can be worked on */
export function shapeOf(recipe: Pick<RecipeDocument, "parsed">): RecipeShape | null {
  // One place where the document's schema is believed: the runtime checks it against recipe.schema.json.
  return recipe.parsed as RecipeShape | null;
}

/** `shopify-order-edited@0.0.1` → `shopify-order-edited` */
export function keyOf(uses: string): string {
  return uses.split("@")[0] ?? uses;
}

/** What is selected in the editor: a step by its name, or a trigger by its position. */
export type Place =
  { readonly what: "step"; readonly namespace: string } | { readonly what: "trigger"; readonly at: number };

export function placeText(place: Place): string {
  return place.what === "step" ? place.namespace : `trigger:${place.at}`;
}

export function readPlace(text: string | undefined): Place | null {
  if (text === undefined) return null;
  const trigger = /^trigger:(\d{1,3})$/.exec(text);
  return trigger === null ? { what: "step", namespace: text } : { what: "trigger", at: Number(trigger[1]) };
}
