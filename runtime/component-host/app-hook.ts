import type { Self } from "./bind-component.ts";
import { invoke, isFunction } from "./invoke.ts";
import type { ResolvedProp } from "./resolve-prop.ts";
import type { HttpEvent } from "./types.ts";

/** Names of all events that the source's app hooks listen to. A function is asked each time, with the source as `this`. */
export async function appEventNames(props: readonly ResolvedProp[], bind: () => Self): Promise<string[]> {
  const hooks = props.filter(({ type }) => type === "$.interface.apphook");
  const names = await Promise.all(
    hooks.map(({ definition: { eventNames } }) =>
      isFunction(eventNames) ? invoke(eventNames, bind(), []) : eventNames,
    ),
  );
  return [...new Set(names.flat().filter((name) => typeof name === "string"))];
}

/** @returns The event's name, or `null` when the request is not one to the app hook with this key */
export function appEventOf({ path }: HttpEvent, key: string | undefined): string | null {
  const [, given, ...name] = path.split("/");
  if (key === undefined || given !== key || name.join("/") === "") return null;
  return decodeURIComponent(name.join("/"));
}
