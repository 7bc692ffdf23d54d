import { z } from "zod";
import { profileSchema } from "../../../components/peoplevox/tenant-profile/profile-schema.ts";
import { withoutSecrets } from "../../connections/connections.ts";
import type { Connection } from "../../connections/connections.ts";
import { guidedCheck } from "../../connections/guided-check.ts";
import {
  listControlMoves,
  listControls,
  pause,
  resume,
  resumeEverything,
  stopEverything,
} from "../../engine/controls.ts";
import { deleteConnection, readConnections, saveConnection } from "../../store/connections-store.ts";
import { askReload } from "../../store/reload-mark.ts";
import type { ApiContext } from "../api-context.ts";
import { notFound, refused } from "../api-error.ts";
import { refuseIfChanged } from "../changed-meanwhile.ts";
import type { CONNECTIONS } from "../contract/connections.ts";
import type { ConnectionItem } from "../contract/connections.ts";
import type { Handlers } from "../handlers.ts";
import { placesOfIssues, plainIssue } from "../plain-issues.ts";
import { emptyForm, fieldsShown } from "../recipes/connection-fields.ts";
import { routingRoutes } from "../routing/routing-routes.ts";
import { normalised, setFields } from "../settings/given-fields.ts";

const HIDDEN = "••••";

export function connectionRoutes(context: ApiContext): Handlers<typeof CONNECTIONS> {
  const { store, installation, backend } = context;
  const { database, vault } = store;

  async function allConnections(): Promise<ReadonlyMap<string, Connection>> {
    const stored = await readConnections(database, vault);
    const fromFile = [...installation.connections().values()].filter(({ name }) => isFromFile(name));
    return new Map([...stored, ...fromFile].map((each) => [each.name, each]));
  }
  const isFromFile = (name: string): boolean => Object.hasOwn(installation.config.connections, name);

  async function named(name: string): Promise<Connection> {
    const found = (await allConnections()).get(name);
    if (found === undefined) throw notFound(`connection "${name}"`);
    return found;
  }

  /** @throws {ApiError} When the configuration file says what it is */
  async function changeable(name: string): Promise<Connection> {
    const found = await named(name);
    if (!isFromFile(name)) return found;
    throw refused(`"${name}" is written in the configuration file: change it there. Nothing was changed.`);
  }

  function usedBy(name: string): string[] {
    return [...installation.recipes.values()]
      .filter(({ connections = [] }) => connections.some((each) => each.name === name))
      .map((recipe) => recipe.name);
  }

  async function itemOf(connection: Connection): Promise<ConnectionItem> {
    const { name, type } = connection;
    const hidden = withoutSecrets(connection).fields;
    const { rows } = await database.query<{ updated_at: Date }>(
      "SELECT updated_at FROM lastedit.connections WHERE name = $1",
      [name],
    );
    const control = (await listControls(database)).find((each) => each.scope === "connection" && each.name === name);
    return {
      name,
      type: type as ConnectionItem["type"],
      fromFile: isFromFile(name),
      fields: fieldsShown(connection, (field) => hidden[field] === HIDDEN),
      usedBy: usedBy(name),
      changedAt: rows[0]?.updated_at.toISOString() ?? null,
      paused:
        control === undefined
          ? null
          : { by: control.by, because: control.because, until: control.until?.toISOString() ?? null },
    };
  }

  async function save(connection: Connection, by: string): Promise<void> {
    await saveConnection(database, vault, connection);
    await askReload(database, { by, because: `connection ${connection.name} changed` });
  }

  const profileOf = ({ fields }: Connection): Record<string, unknown> => {
    const given = fields["peoplevoxProfile"];
    const profile: unknown = typeof given === "string" && given !== "" ? JSON.parse(given) : given;
    return typeof profile === "object" && profile !== null ? (profile as Record<string, unknown>) : {};
  };

  async function warehouseNamed(name: string): Promise<Connection> {
    const found = await named(name);
    if (found.type === "peoplevox") return found;
    throw refused(`"${name}" is a ${found.type} connection; a tenant profile belongs to a peoplevox one.`);
  }

  return {
    ...routingRoutes(context, allConnections),

    async list() {
      const items = await Promise.all([...(await allConnections()).values()].map(itemOf));
      return { items: items.sort((a, b) => a.name.localeCompare(b.name)), types: emptyForm };
    },

    async create({ body, person, audit }) {
      const { name, type, fields } = body;
      audit({ subject: name, after: { type, fields: Object.keys(fields) } });
      if ((await allConnections()).has(name))
        throw refused(`There is a connection "${name}" already. Nothing was changed.`);
      const connection = { name, type, fields: setFields({}, normalised(type, fields)) };
      await save(connection, person.name);
      return itemOf(connection);
    },

    async change({ params, body, person, audit }) {
      const before = await changeable(params.name);
      audit({ after: { fields: Object.keys(body.fields) } });
      const connection = { ...before, fields: setFields(before.fields, normalised(before.type, body.fields)) };
      await save(connection, person.name);
      return itemOf(connection);
    },

    async remove({ params, person, audit }) {
      const { type, fields } = await changeable(params.name);
      audit({ before: { type, fields: Object.keys(fields) } });
      const needed = usedBy(params.name);
      if (needed.length > 0)
        throw refused(
          `"${params.name}" is needed by ${needed.join(", ")}: switch them off first. Nothing was changed.`,
        );
      await deleteConnection(database, params.name);
      await askReload(database, { by: person.name, because: `connection ${params.name} removed` });
      return {};
    },

    async check({ body }) {
      const saved = body.name === undefined ? undefined : (await allConnections()).get(body.name);
      if (!("type" in body) && saved === undefined) throw notFound(`connection "${body.name}"`);
      const connection: Connection =
        "type" in body
          ? {
              name: body.name ?? "",
              type: body.type,
              fields: setFields(saved?.fields ?? {}, normalised(body.type, body.fields)),
            }
          : (saved as Connection);
      const recipes = usedBy(connection.name);
      const { sources } = await backend.status();
      const own = sources.filter(({ id }) => recipes.some((recipe) => id.startsWith(`${recipe}.${connection.type}`)));
      const checks = await guidedCheck(connection, own);
      const ok = checks.every(({ state }) => state !== "problem");
      return { ok, checks, checkedAt: new Date().toISOString() };
    },

    async profile({ params }) {
      const connection = await warehouseNamed(params.name);
      return {
        profile: profileOf(connection),
        defaults: profileSchema.parse({}),
        schema: z.toJSONSchema(profileSchema, { io: "input", unrepresentable: "any" }),
        fromFile: isFromFile(params.name),
      };
    },

    async setProfile({ params, body, person, audit }) {
      const connection = await warehouseNamed(params.name);
      const before = profileOf(connection);
      const problems = placesOfIssues(profileSchema.safeParse(body.profile, { error: plainIssue }).error);
      audit({ before, after: body.profile });
      if (problems.length > 0 || body.onlyCheck) return { profile: before, problems, saved: false };
      await changeable(params.name);
      refuseIfChanged(`the profile of ${params.name}`, body.base, before);
      await save({ ...connection, fields: { ...connection.fields, peoplevoxProfile: body.profile } }, person.name);
      return { profile: body.profile, problems, saved: true };
    },

    async controls() {
      const [items, moves] = await Promise.all([listControls(database), listControlMoves(database, 50)]);
      return {
        items: items.map((each) => ({
          ...each,
          since: each.since.toISOString(),
          until: each.until?.toISOString() ?? null,
        })),
        moves: moves.map((move) => ({ ...move, at: move.at.toISOString() })),
      };
    },

    async pause({ body, person }) {
      const { until, ...what } = body;
      await pause(database, { ...what, by: person.name, until: until === undefined ? null : new Date(until) });
      return {};
    },

    async resume({ body, person }) {
      return { wasPaused: await resume(database, { ...body, by: person.name }) };
    },

    async stopEverything({ body, person }) {
      await stopEverything(database, { ...body, by: person.name });
      return {};
    },

    async resumeEverything({ body, person }) {
      return { wasPaused: await resumeEverything(database, { ...body, by: person.name }) };
    },
  };
}
