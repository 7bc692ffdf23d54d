import type { ComponentFunction } from "./types.ts";

/** Calls a component's function with its `this`. */
export function invoke(fn: ComponentFunction, self: unknown, args: readonly unknown[]): unknown {
  return Reflect.apply(fn as (...args: unknown[]) => unknown, self, args);
}

export function isFunction(value: unknown): value is ComponentFunction {
  return typeof value === "function";
}

/** How a component is called in messages. */
export function componentName(component: { readonly key?: string; readonly name?: string }): string {
  return component.key ?? component.name ?? "component without a key";
}
