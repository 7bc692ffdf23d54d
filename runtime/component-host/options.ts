import { bindApp, bindComponent } from "./bind-component.ts";
import type { Self, Services } from "./bind-component.ts";
import { allProps } from "./dynamic-props.ts";
import { componentName, invoke, isFunction } from "./invoke.ts";
import { isRecord } from "./json.ts";
import type { ResolvedProp } from "./resolve-prop.ts";
import type { Component, PropOption } from "./types.ts";

export interface OptionsRequest {
  /** First page is 0, the default. */
  readonly page?: number;
  /** `context` of the page before; `{}` for the first one. */
  readonly prevContext?: Readonly<Record<string, unknown>>;
  /** What the person has typed, for props with `useQuery`. */
  readonly query?: string;
}

export interface OptionsPage {
  readonly options: PropOption[];
  /** To be given back as `prevContext` for the next page; `null` when the component pages by number. */
  readonly context: Record<string, unknown> | null;
}

/**
 * One page of choices for a prop. The options function gets the page, the context, the query, and the props configured
 * so far as live objects; `this` is the app's instance when the definition is the app's, else the component's.
 *
 * @returns An empty page for a prop without options
 * @throws {RangeError} When the component has no such prop
 */
export async function listOptions(
  component: Component,
  propName: string,
  values: Readonly<Record<string, unknown>>,
  request: OptionsRequest,
  services: Services,
): Promise<OptionsPage> {
  const props = await allProps(component, values, services);
  const prop = props.find((candidate) => candidate.name === propName);
  if (prop === undefined) {
    const known = props.map((candidate) => candidate.name).join(", ");
    throw new RangeError(`${componentName(component)} has no prop "${propName}"; it has ${known}.`);
  }
  const options = prop.definition["options"];
  if (!isFunction(options)) return optionsPage(options);
  const self = bindComponent(component, props, values, services);
  const configured = Object.fromEntries(
    props.filter(({ name }) => Object.hasOwn(self, name)).map(({ name }) => [name, self[name]]),
  );
  const extra = prop.extraArguments === null ? {} : invoke(prop.extraArguments, self, [configured]);
  const args = {
    ...configured,
    ...(isRecord(extra) ? extra : {}),
    page: request.page ?? 0,
    prevContext: request.prevContext ?? {},
    query: request.query,
  };
  return optionsPage(await invoke(options, optionsThis(prop, props, self), [args]));
}

function optionsThis(prop: ResolvedProp, props: readonly ResolvedProp[], self: Self): unknown {
  if (prop.owner === null) return self;
  const owner = prop.owner;
  const appProp =
    props.find((candidate) => candidate.app === owner) ??
    props.find((candidate) => candidate.app !== null && candidate.app.app === owner.app);
  return appProp === undefined ? bindApp(owner, undefined) : self[appProp.name];
}

function optionsPage(result: unknown): OptionsPage {
  const list = isRecord(result) ? result["options"] : result;
  const context = isRecord(result) && isRecord(result["context"]) ? result["context"] : null;
  return { options: (Array.isArray(list) ? list : []).map(asOption), context };
}

/** A scalar is its own label. */
export function asOption(option: unknown): PropOption {
  if (isRecord(option) && "value" in option)
    return { label: labelOf(option["label"] ?? option["value"]), value: option["value"] };
  return { label: labelOf(option), value: option };
}

function labelOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
