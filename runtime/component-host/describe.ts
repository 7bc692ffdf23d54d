import { allProps } from "./dynamic-props.ts";
import type { Services } from "./bind-component.ts";
import { componentName, isFunction } from "./invoke.ts";
import { toJson } from "./json.ts";
import { asOption } from "./options.ts";
import { resolveProps } from "./resolve-prop.ts";
import type { ResolvedProp } from "./resolve-prop.ts";
import type { Component, ComponentSummary, PropSummary } from "./types.ts";

/** What a list of components shows. JSON. */
export function describeComponent(component: Component): ComponentSummary {
  const props = resolveProps(component.props ?? {}, componentName(component));
  return {
    key: component.key ?? "",
    version: component.version ?? "",
    type: component.type === "action" ? "action" : "source",
    name: component.name ?? "",
    description: component.description ?? "",
    annotations: component.annotations ?? {},
    props: props.map(describeProp),
    dynamicProps: component.additionalProps !== undefined,
    ...(component.sampleEmit === undefined ? {} : { sampleEmit: toJson(component.sampleEmit) }),
  };
}

/** The props a form shows after some are set: the static ones and those that the component adds. */
export async function describeProps(
  component: Component,
  values: Readonly<Record<string, unknown>>,
  services: Services,
): Promise<PropSummary[]> {
  return (await allProps(component, values, services)).map(describeProp);
}

function describeProp(prop: ResolvedProp): PropSummary {
  const { definition } = prop;
  const initial = definition["default"];
  const { min, max, options } = definition;
  return {
    name: prop.name,
    type: prop.type,
    label: text(definition["label"]),
    description: text(definition["description"]),
    optional: definition["optional"] === true,
    secret: definition["secret"] === true,
    hidden: definition["hidden"] === true,
    disabled: definition["disabled"] === true,
    remoteOptions: isFunction(options),
    useQuery: definition["useQuery"] === true,
    reloadProps: definition["reloadProps"] === true,
    ...(initial === undefined ? {} : { default: toJson(initial) }),
    ...(typeof min === "number" ? { min } : {}),
    ...(typeof max === "number" ? { max } : {}),
    ...(Array.isArray(options) ? { options: options.map(asOption) } : {}),
    ...(prop.app?.app === undefined ? {} : { app: prop.app.app }),
    ...(typeof definition["alertType"] === "string" ? { alertType: definition["alertType"] } : {}),
    ...(typeof definition["content"] === "string" ? { content: definition["content"] } : {}),
    ...moreOf(definition),
  };
}

/** Fields that only some types have and that only another host needs. */
const FURTHER = ["withLabel", "static", "customResponse", "accessMode", "sync", "auth", "appProp"];

function moreOf(definition: ResolvedProp["definition"]): { more?: Record<string, unknown> } {
  const found = FURTHER.filter((field) => definition[field] !== undefined);
  if (found.length === 0) return {};
  return { more: Object.fromEntries(found.map((field) => [field, toJson(definition[field])])) };
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
