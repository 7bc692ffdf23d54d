import { bindComponent } from "./bind-component.ts";
import type { Services } from "./bind-component.ts";
import { componentName, invoke } from "./invoke.ts";
import { isRecord } from "./json.ts";
import { configuredValues } from "./prop-values.ts";
import { resolveProps } from "./resolve-prop.ts";
import type { ResolvedProp } from "./resolve-prop.ts";
import type { Component } from "./types.ts";

/**
 * All props of a component as configured: the static ones and, when a prop with `reloadProps` has a value, those that
 * `additionalProps` adds. The component may also change static definitions there (hide one, make one optional).
 * Each call replaces the dynamic props of the call before.
 *
 * Rejects with the component's error when `additionalProps` fails.
 */
export async function allProps(
  component: Component,
  values: Readonly<Record<string, unknown>>,
  services: Services,
): Promise<ResolvedProp[]> {
  const name = componentName(component);
  const fixed = resolveProps(component.props ?? {}, name);
  if (component.additionalProps === undefined || !asksForMore(fixed, values)) return fixed;
  const previous = Object.fromEntries(fixed.map((prop) => [prop.name, prop.app ?? { ...prop.definition }]));
  const self = bindComponent(component, fixed, values, services);
  const added = await invoke(component.additionalProps, self, [previous]);
  const changed = fixed.map((prop) => withChanges(prop, previous[prop.name]));
  const dynamic = resolveProps(isRecord(added) ? added : {}, name).map((prop) => withOwner(prop, fixed));
  const replaced = new Set(dynamic.map((prop) => prop.name));
  return [...changed.filter((prop) => !replaced.has(prop.name)), ...dynamic];
}

/** A component may give back an app's definition itself, as `app.propDefinitions.order`: its options are the app's. */
function withOwner(prop: ResolvedProp, fixed: readonly ResolvedProp[]): ResolvedProp {
  if (prop.owner !== null || prop.app !== null) return prop;
  const holder = fixed.find(({ app }) => Object.values(app?.propDefinitions ?? {}).includes(prop.definition));
  return holder === undefined ? prop : { ...prop, owner: holder.app };
}

function asksForMore(props: readonly ResolvedProp[], values: Readonly<Record<string, unknown>>): boolean {
  const configured = configuredValues(props, values);
  return props.some((prop) => prop.definition["reloadProps"] === true && configured[prop.name] !== undefined);
}

function withChanges(prop: ResolvedProp, definition: unknown): ResolvedProp {
  return prop.app === null && isRecord(definition) ? { ...prop, definition } : prop;
}
