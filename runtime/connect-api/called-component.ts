import type { Component } from "../component-host/types.ts";
import { applyConnections } from "../recipes/connections.ts";
import type { ComponentCall } from "./bodies.ts";
import { ConnectError } from "./connect-error.ts";
import type { ConnectServices } from "./services.ts";

export interface CalledComponent {
  readonly component: Component;
  /** As configured, with what was left out filled from the installation's connections. */
  readonly props: Record<string, unknown>;
}

/**
 * The component of a call and its props. An account is a connection of this installation:
 * `{ slack: { authProvisionId: "<name>" } }`; where only one fits, it may be left out.
 *
 * @throws {ConnectError} When there is no such component, or an account cannot be told
 */
export async function calledComponent(
  { catalogue, connections }: ConnectServices,
  { id, version, configured_props: given }: Pick<ComponentCall, "id" | "version" | "configured_props">,
): Promise<CalledComponent> {
  const component = await loadComponent(catalogue, version == null ? id : `${id}@${version}`);
  const fields = Object.fromEntries([...connections()].map(([name, connection]) => [name, connection.fields]));
  try {
    return { component, props: applyConnections(component, given ?? {}, fields) };
  } catch (error) {
    throw new ConnectError(400, messageOf(error));
  }
}

async function loadComponent(catalogue: ConnectServices["catalogue"], uses: string): Promise<Component> {
  try {
    return await catalogue.load(uses);
  } catch (error) {
    throw error instanceof RangeError ? new ConnectError(404, error.message) : error;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
