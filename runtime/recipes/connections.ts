import type { Component } from "../component-host/types.ts";

/** Fields of the connections that a recipe uses, by the recipe's name for them: `{ shopify: { shopifyShop: … } }`. */
export type ConnectionFields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * A step's props with those that it leaves out filled from the recipe's connections: a prop of the component whose name
 * is a field of a connection gets that field's value. What the step sets itself is never changed.
 *
 * @throws {RangeError} When two connections have a field of that name, since neither can be meant more than the other
 */
export function applyConnections(
  component: Component,
  stepProps: Readonly<Record<string, unknown>>,
  connections: ConnectionFields,
): Record<string, unknown> {
  const filled: Record<string, unknown> = { ...stepProps };
  for (const name of Object.keys(component.props ?? {})) {
    if (stepProps[name] !== undefined) continue;
    const holders = Object.entries(connections).filter(([, fields]) => Object.hasOwn(fields, name));
    if (holders.length > 1) {
      const names = holders.map(([connection]) => connection).join(" and ");
      throw new RangeError(
        `Prop "${name}" is a field of the connections ${names}; set it in the step. Nothing was run.`,
      );
    }
    const [holder] = holders;
    if (holder !== undefined && holder[1][name] !== undefined) filled[name] = holder[1][name];
  }
  return filled;
}
