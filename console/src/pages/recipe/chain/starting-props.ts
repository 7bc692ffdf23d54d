import type { ConnectionItem } from "../../../../../runtime/api/contract/connections.ts";
import type { ComponentDetail, PropItem } from "../../../../../runtime/api/contract/editing.ts";
import type { RecipeOperation } from "../../../../../runtime/api/contract/recipe-parts.ts";
import type { RecipeShape } from "../document/recipe-shape.ts";

/** The data store that LastEdit's own components share. */
const STORE = "lastedit";

/**
 * What a new step's props begin with: the store, and for each prop that must be set the value that an earlier step of
 * this recipe gives a prop of the same name. Everything else has a default or is asked for.
 */
export function startingProps(component: ComponentDetail, shape: RecipeShape | null): Record<string, unknown> {
  const set = component.props.flatMap((prop): [string, unknown][] => {
    const value = startOf(prop, shape);
    return value === undefined ? [] : [[prop.name, value]];
  });
  return Object.fromEntries(set);
}

function startOf({ name, type, optional, default: usual, filledBy }: PropItem, shape: RecipeShape | null): unknown {
  if (type === "data_store") return STORE;
  if (optional || usual !== null || filledBy !== null) return undefined;
  return shape?.steps.find(({ props }) => props[name] !== undefined)?.props[name];
}

/** Operations that let the recipe use a connection of each system that the component needs, where one is there. */
export function neededConnections(
  component: ComponentDetail,
  shape: RecipeShape,
  connections: readonly ConnectionItem[],
): RecipeOperation[] {
  const systems = new Set(component.props.flatMap(({ filledBy }) => filledBy ?? []));
  return [...systems].flatMap((system): RecipeOperation[] => {
    const fitting = connections.filter((connection) => isTo(connection, system));
    const used = Object.values(shape.connections);
    const first = fitting.find(isComplete) ?? fitting[0];
    if (first === undefined || fitting.some(({ name }) => used.includes(name))) return [];
    return [{ op: "set-connection", name: system, value: first.name }];
  });
}

/** Whether it has all that it needs, as one that somebody has only begun has not. */
function isComplete({ fields }: ConnectionItem): boolean {
  return fields.every(({ optional, isSet }) => optional || isSet);
}

/** Whether a connection is to a system: by its type, or for an app by the field that holds its account. */
export function isTo({ type, fields }: ConnectionItem, system: string): boolean {
  return type === "app"
    ? fields.some(({ name, value }) => name === `app:${system}` || value === system)
    : type === system;
}
