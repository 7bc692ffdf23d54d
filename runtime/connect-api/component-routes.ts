import type { FastifyInstance } from "fastify";
import { describeComponent } from "../component-host/describe.ts";
import type { ComponentSummary } from "../component-host/types.ts";
import { listQuery } from "./bodies.ts";
import type { ListQuery } from "./bodies.ts";
import { calledComponent } from "./called-component.ts";
import { ConnectError } from "./connect-error.ts";
import type { ConnectServices } from "./services.ts";
import { connectComponent } from "./shapes.ts";

/** The three names under which Connect lists components, and the type that each is for. */
const LISTS = [
  ["components", null],
  ["actions", "action"],
  ["triggers", "source"],
] as const;

/** Adds the lists of components, by pages, and single ones. */
export function addComponentRoutes(server: FastifyInstance, services: ConnectServices): void {
  for (const [name, type] of LISTS) {
    server.get(`/${name}`, async ({ query }) => {
      const wanted = listQuery.parse(query);
      const all = await services.catalogue.list();
      return page(
        all.filter((each) => (type === null || each.type === type) && fits(each, wanted)),
        wanted,
      );
    });
    server.get<{ Params: { id: string } }>(`/${name}/:id`, async ({ params }) => {
      const { component } = await calledComponent(services, { id: params.id });
      const summary = describeComponent(component);
      if (type !== null && summary.type !== type) throw new ConnectError(404, `"${params.id}" is no ${type}.`);
      return { data: connectComponent(summary) };
    });
  }
}

function fits(component: ComponentSummary, { q, app, component_type: type }: ListQuery): boolean {
  if (type !== undefined && (type === "action") !== (component.type === "action")) return false;
  if (app !== undefined && !component.key.startsWith(`${app}-`)) return false;
  const text = `${component.key} ${component.name}`.toLowerCase();
  return (q ?? "")
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** A cursor is the key it stands at. */
function page(all: readonly ComponentSummary[], { after, before, limit }: ListQuery): object {
  const sorted = [...all].sort((a, b) => (a.key < b.key ? -1 : 1));
  const rest =
    before === undefined
      ? sorted.filter(({ key }) => after === undefined || key > cursorKey(after)).slice(0, limit)
      : sorted.filter(({ key }) => key < cursorKey(before)).slice(-limit);
  const [first, last] = [rest[0], rest.at(-1)];
  return {
    page_info: {
      total_count: all.length,
      count: rest.length,
      ...(first === undefined ? {} : { start_cursor: cursor(first.key) }),
      ...(last === undefined ? {} : { end_cursor: cursor(last.key) }),
    },
    data: rest.map(connectComponent),
  };
}

const cursor = (key: string): string => Buffer.from(key).toString("base64url");
const cursorKey = (given: string): string => Buffer.from(given, "base64url").toString();
