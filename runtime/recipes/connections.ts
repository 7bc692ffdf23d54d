import { isRecord } from "../component-host/json.ts";
import type { Component } from "../component-host/types.ts";
import { appField } from "../connections/app-field.ts";

/** Fields of the connections that a recipe uses, by the recipe's name for them: `{ shopify: { shopifyShop: … } }`. */
export type ConnectionFields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * A step's props with those that it leaves out filled from the recipe's connections: a prop of the component whose name
 * is a field of a connection gets that field's value, and a prop for an app the account of the connection to that app.
 * What the step sets itself is never changed. A step with several accounts to choose from names the connection as
 * Pipedream's workflows do: `slack: { authProvisionId: team-slack }`.
 *
 * @throws {RangeError} When two connections have a field of that name, since neither can be meant more than the other
 */
export function applyConnections(
  component: Component,
  stepProps: Readonly<Record<string, unknown>>,
  connections: ConnectionFields,
): Record<string, unknown> {
  const filled: Record<string, unknown> = { ...stepProps };
  for (const [name, definition] of Object.entries(component.props ?? {})) {
    if (isRecord(definition) && definition["type"] === "app" && typeof definition["app"] === "string") {
      const account = accountOf(name, definition["app"], stepProps[name], connections);
      if (account !== undefined) filled[name] = account;
      continue;
    }
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

function accountOf(prop: string, app: string, given: unknown, connections: ConnectionFields): unknown {
  const named = isRecord(given) ? given["authProvisionId"] : undefined;
  if (given !== undefined && named === undefined) return given;
  const field = appField(app);
  const holders = Object.entries(connections).filter(([, fields]) => Object.hasOwn(fields, field));
  const chosen = named === undefined ? holders : holders.filter(([connection]) => connection === named);
  const names = holders.map(([connection]) => connection).join(" and ") || "none";
  if (named !== undefined && chosen.length === 0) {
    throw new RangeError(
      `Prop "${prop}" names the connection ${JSON.stringify(named)}; the recipe's connections to ${app} are ${names}. Nothing was run.`,
    );
  }
  if (chosen.length > 1) {
    throw new RangeError(
      `The connections ${names} are to ${app}; say which one in the step: ${prop}: { authProvisionId: … }. Nothing was run.`,
    );
  }
  const [holder] = chosen;
  return holder === undefined ? undefined : { $auth: holder[1][field] };
}
