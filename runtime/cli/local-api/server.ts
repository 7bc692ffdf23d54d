import { randomBytes, timingSafeEqual } from "node:crypto";
import fastify from "fastify";
import type { FastifyInstance } from "fastify";
import { RUN_STATUSES } from "../../store/tables.ts";
import { removeApiAddress, writeApiAddress } from "./address-file.ts";
import { RefusedError } from "./backend.ts";
import type { Backend } from "./backend.ts";
import { asCaller, CALLER_HEADER } from "./caller.ts";
import { addEngineRoutes } from "./engine-routes.ts";
import { addExceptionRoutes } from "./exception-routes.ts";
import { addStoreRoutes } from "./store-routes.ts";
import { addPeopleRoutes } from "./people-routes.ts";
import { z } from "zod";

const runQuery = z.strictObject({
  order: z.string().optional(),
  status: z.enum(RUN_STATUSES).optional(),
  recipe: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  before: z.coerce.number().int().optional(),
});
const exceptionQuery = z.strictObject({
  status: z.enum(["open", "closed"]).optional(),
  owner: z.enum(["warehouse", "customer-service", "merchandising", "integration"]).optional(),
  order: z.string().optional(),
});
const startBody = z.strictObject({ recipe: z.string(), event: z.unknown() });
const connectionsBody = z.array(
  z.strictObject({ name: z.string(), type: z.string(), fields: z.record(z.string(), z.unknown()) }),
);
const switchBody = z.strictObject({ recipe: z.string().min(1), enabled: z.boolean() });
const reloadBody = z.strictObject({ by: z.string(), because: z.string(), recipe: z.string().exactOptional() });
const replayBody = z.strictObject({ runId: z.int() });

export interface LocalApi {
  readonly url: string;
  close(): Promise<void>;
}

/** Offers the backend to the other commands on this machine, on a free port, to those who can read the token's file. */
export async function serveLocalApi(backend: Backend, home: string, consoleUrl: string): Promise<LocalApi> {
  const token = randomBytes(32).toString("base64url");
  const server = createLocalApi(backend, token);
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  await writeApiAddress(home, { url, token, pid: process.pid, consoleUrl });
  return {
    url,
    async close() {
      await removeApiAddress(home);
      await server.close();
    },
  };
}

function createLocalApi(backend: Backend, token: string): FastifyInstance {
  const server = fastify({ logger: false, forceCloseConnections: true, bodyLimit: 8 * 1024 * 1024 });
  server.addHook("onRequest", async (request, reply) => {
    if (!sameText(request.headers.authorization ?? "", `Bearer ${token}`)) {
      await reply
        .code(401)
        .send({ error: { code: "unauthorised", message: "The token of local-api.json is needed." } });
    }
  });
  server.addHook("onRequest", ({ headers }, _reply, go) => {
    const { [CALLER_HEADER]: by } = headers;
    if (typeof by === "string" && by !== "") asCaller(decodeURIComponent(by), go);
    else go();
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof z.ZodError)
      return reply.code(400).send({ error: { code: "bad-request", message: z.prettifyError(error) } });
    const status = error instanceof RefusedError ? 409 : (error.statusCode ?? 500);
    return reply
      .code(status)
      .send({ error: { code: error instanceof RefusedError ? error.code : "failed", message: error.message } });
  });
  server.get("/api/status", () => backend.status());
  server.get("/api/runs", ({ query }) => backend.runs(withoutUndefined(runQuery.parse(query))));
  server.get<{ Params: { id: string } }>("/api/runs/:id", async ({ params }, reply) => {
    const found = await backend.run(Number(params.id));
    return found ?? reply.code(404).send({ error: { code: "not-found", message: `There is no run ${params.id}.` } });
  });
  server.get("/api/exceptions", ({ query }) => backend.exceptions(withoutUndefined(exceptionQuery.parse(query))));
  addExceptionRoutes(server, backend);
  addStoreRoutes(server, backend);
  addEngineRoutes(server, backend);
  addPeopleRoutes(server, backend);
  server.post("/api/run", async ({ body }) => {
    const { recipe, event } = startBody.parse(body);
    return { runId: await backend.start(recipe, event) };
  });
  server.post("/api/replay", async ({ body }) => ({ runId: await backend.replay(replayBody.parse(body).runId) }));
  server.get("/api/connections", () => backend.connections());
  server.post("/api/connections", async ({ body }) => {
    await backend.saveConnections(connectionsBody.parse(body));
    return {};
  });
  server.delete<{ Params: { name: string } }>("/api/connections/:name", async ({ params }, reply) => {
    const removed = await backend.removeConnection(params.name);
    return removed
      ? {}
      : reply.code(404).send({ error: { code: "not-found", message: "There is no such connection." } });
  });
  server.get("/api/recipe-setup", () => backend.recipeSetup());
  server.post("/api/recipe-switches", async ({ body }) => {
    const { recipe, enabled } = switchBody.parse(body);
    await backend.switchRecipe(recipe, enabled);
    return {};
  });
  server.post("/api/reload", async ({ body }) => {
    await backend.reload(reloadBody.parse(body));
    return {};
  });
  return server;
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<T>;
}
