import type { ComponentSummary, LogLine, PropSummary } from "../component-host/types.ts";

/** A prop as Connect's API describes it. */
export function configurableProp(prop: PropSummary): Record<string, unknown> {
  const { name, type, app } = prop;
  return {
    name,
    type,
    ...(prop.label === null ? {} : { label: prop.label }),
    ...(prop.description === null ? {} : { description: prop.description }),
    ...onlyTrue({
      optional: prop.optional,
      secret: prop.secret,
      hidden: prop.hidden,
      disabled: prop.disabled,
      remoteOptions: prop.remoteOptions,
      useQuery: prop.useQuery,
      reloadProps: prop.reloadProps,
    }),
    ...(prop.default === undefined ? {} : { default: prop.default }),
    ...(prop.min === undefined ? {} : { min: prop.min }),
    ...(prop.max === undefined ? {} : { max: prop.max }),
    ...(prop.options === undefined ? {} : { options: prop.options }),
    ...(app === undefined ? {} : { app }),
    ...(type === "alert" ? { alertType: prop.alertType ?? "info", content: prop.content ?? "" } : {}),
    ...prop.more,
  };
}

/** A component as Connect's API describes it. */
export function connectComponent({
  key,
  name,
  version,
  type,
  description,
  annotations,
  props,
}: ComponentSummary): object {
  return {
    key,
    name,
    version,
    description,
    component_type: type === "action" ? "action" : "trigger",
    annotations,
    configurable_props: props.map(configurableProp),
    ...(props.some(({ type: propType }) => propType === "dir") ? { stash: "optional" } : {}),
  };
}

/** What a component wrote while it ran. `ts` is in milliseconds since 1970. */
export interface Observation {
  readonly k: string;
  readonly ts: number;
  readonly msg?: string;
  readonly err?: { readonly name: string; readonly message: string; readonly stack?: string };
}

export function observations(logs: readonly LogLine[]): Observation[] {
  return logs.map(({ level, text, at }) => ({ k: level === "info" ? "log" : level, ts: at, msg: text }));
}

export function errorObservation(error: Error): Observation {
  return { k: "error", ts: Date.now(), err: { name: error.name, message: error.message } };
}

function onlyTrue(flags: Readonly<Record<string, boolean>>): Record<string, true> {
  return Object.fromEntries(Object.entries(flags).flatMap(([name, on]) => (on ? [[name, true as const]] : [])));
}
