import fastify, { type FastifyInstance } from "fastify";
import type { App } from "../model/records.ts";
import { resolveApiVersion } from "./api-version.ts";
import type { GraphqlAnswer, GraphqlRequest } from "./run-graphql.ts";
import type { AdminApiVersion } from "../schema/index.ts";

export interface AdminApiOptions {
  apps: readonly App[];
  uuid(): string;
  run(request: GraphqlRequest, app: App, version: AdminApiVersion, requestId: string): Promise<GraphqlAnswer>;
}

/** `POST /admin/api/{version}/graphql.json`, as JSON or as `application/graphql`. */
export function createAdminApiServer({ apps, uuid, run }: AdminApiOptions): FastifyInstance {
  const server = fastify({ forceCloseConnections: true });
  server.addContentTypeParser("application/graphql", { parseAs: "string" }, (_request, body, done) =>
    done(null, { query: body }),
  );
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ errors: "Not Found" }));
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) =>
    reply.code(error.statusCode ?? 500).send({ errors: error.message }),
  );
  server.post<{ Params: { version: string } }>("/admin/api/:version/graphql.json", async (request, reply) => {
    const token = request.headers["x-shopify-access-token"];
    const app = apps.find(({ accessToken }) => accessToken === token);
    const version = resolveApiVersion(request.params.version);
    const requestId = uuid();
    void reply.header("X-Shopify-API-Version", version).header("X-Request-Id", requestId);
    if (app === undefined)
      return reply
        .code(401)
        .send({ errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
    const body = readBody(request.body);
    if (body === null) return reply.code(400).send({ errors: { query: "Required parameter missing or invalid" } });
    return run(body, app, version, requestId);
  });
  return server;
}

function readBody(body: unknown): GraphqlRequest | null {
  if (typeof body !== "object" || body === null || !("query" in body) || typeof body.query !== "string") return null;
  const variables = "variables" in body ? body.variables : undefined;
  const operationName = "operationName" in body ? body.operationName : undefined;
  return {
    query: body.query,
    variables: typeof variables === "object" && variables !== null ? (variables as Record<string, unknown>) : {},
    operationName: typeof operationName === "string" && operationName !== "" ? operationName : null,
  };
}
