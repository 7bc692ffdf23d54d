import { isFunction } from "./invoke.ts";
import { isRecord } from "./json.ts";
import type { Component, ComponentFunction } from "./types.ts";

/** A prop with its shorthand, app reference or `propDefinition` worked out. */
export interface ResolvedProp {
  readonly name: string;
  readonly type: string;
  /** All fields of the definition; those written next to `propDefinition` win over the app's. */
  readonly definition: Readonly<Record<string, unknown>>;
  /** The app itself, for a prop of type `app`. */
  readonly app: Component | null;
  /** The app whose `propDefinitions` the options come from: their `this`. */
  readonly owner: Component | null;
  /** Third member of `propDefinition`: configured props in, further arguments of the options function out. */
  readonly extraArguments: ComponentFunction | null;
}

/** Works out every prop of a map of definitions. Order is kept. */
export function resolveProps(props: Readonly<Record<string, unknown>>, component: string): ResolvedProp[] {
  return Object.entries(props).map(([name, raw]) => resolveProp(name, raw, component));
}

function resolveProp(name: string, raw: unknown, component: string): ResolvedProp {
  const plain = { name, app: null, owner: null, extraArguments: null };
  if (typeof raw === "string") return { ...plain, type: raw, definition: { type: raw } };
  if (!isRecord(raw)) {
    throw new TypeError(
      `${component}: prop "${name}" is defined as ${String(raw)}; expected an object or a type name.`,
    );
  }
  if (Array.isArray(raw["propDefinition"])) return resolveReference(name, raw, raw["propDefinition"], component);
  if (typeof raw["type"] !== "string") {
    throw new TypeError(`${component}: prop "${name}" has no "type".`);
  }
  return { ...plain, type: raw["type"], definition: raw, app: raw["type"] === "app" ? raw : null };
}

function resolveReference(
  name: string,
  raw: Readonly<Record<string, unknown>>,
  reference: readonly unknown[],
  component: string,
): ResolvedProp {
  const [app, definitionName, extraArguments] = reference;
  const definitions = isRecord(app) ? app["propDefinitions"] : undefined;
  if (
    !isRecord(app) ||
    typeof definitionName !== "string" ||
    !isRecord(definitions) ||
    !(definitionName in definitions)
  ) {
    throw new TypeError(
      `${component}: prop "${name}" refers to propDefinition "${String(definitionName)}", which its app does not have.`,
    );
  }
  // A definition may itself refer to another one; the innermost app owns the options unless they are overridden here.
  const base = resolveProp(name, definitions[definitionName], component);
  const { propDefinition: _reference, ...local } = raw;
  const definition = { ...base.definition, ...local };
  return {
    name,
    type: typeof definition["type"] === "string" ? definition["type"] : base.type,
    definition,
    app: null,
    owner: "options" in local ? null : (base.owner ?? app),
    extraArguments: isFunction(extraArguments) ? extraArguments : base.extraArguments,
  };
}

/** What the prop is worth when it is not configured. */
export function defaultValue(prop: ResolvedProp): unknown {
  return prop.definition["static"] ?? prop.definition["default"];
}
