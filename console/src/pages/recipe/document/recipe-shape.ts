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
  /** Of a step with code: the environment variables that it sees. */
  readonly env?: readonly string[];
  readonly limits?: CodeLimits;
  /** Of a step with code: it may be run again when nobody knows whether it was. */
  readonly readOnly?: boolean;
}

export interface CodeLimits {
  readonly seconds?: number;
  readonly memoryMb?: number;
}

export interface RetryShape {
  readonly tries: number;
  readonly firstDelaySeconds: number;
  readonly longestDelaySeconds: number;
}

/** What holds for the whole recipe; what is left out has its default. */
export interface SettingsShape {
  readonly orderKey?: string;
  readonly foldWaitingEvents?: boolean;
  readonly onlyWhenConfigured?: boolean;
  readonly retry?: "standard" | "never" | RetryShape;
  readonly readsStayFreshSeconds?: number;
}

/** A recipe as the visual editor shows it. */
export interface RecipeShape {
  readonly title: string;
  readonly description?: string;
  readonly triggers: readonly TriggerShape[];
  readonly steps: readonly StepShape[];
  /** The recipe's name for each connection, and the connection's. */
  readonly connections: Readonly<Record<string, string>>;
  readonly settings: SettingsShape;
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

/** What is selected in the editor: a step by its name, a trigger by its position, or what holds for the whole recipe. */
export type Place =
  | { readonly what: "step"; readonly namespace: string }
  | { readonly what: "trigger"; readonly at: number }
  | { readonly what: "recipe" };

/** No step's name has a colon. */
const WHOLE_RECIPE = "recipe:";

export function placeText(place: Place): string {
  if (place.what === "recipe") return WHOLE_RECIPE;
  return place.what === "step" ? place.namespace : `trigger:${place.at}`;
}

export function readPlace(text: string | undefined): Place | null {
  if (text === undefined) return null;
  if (text === WHOLE_RECIPE) return { what: "recipe" };
  const trigger = /^trigger:(\d{1,3})$/.exec(text);
  return trigger === null ? { what: "step", namespace: text } : { what: "trigger", at: Number(trigger[1]) };
}

/** @returns The component at a place of the chain, as it is named there; empty where there is none */
export function usesAt(shape: RecipeShape | null, place: Place | null): string {
  if (shape === null || place === null || place.what === "recipe") return "";
  const found =
    place.what === "trigger"
      ? shape.triggers[place.at]
      : shape.steps.find(({ namespace }) => namespace === place.namespace);
  return found?.uses ?? "";
}
