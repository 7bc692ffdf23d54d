import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addChannelRoute } from "./channel-route.ts";
import { addComponentRoutes } from "./component-routes.ts";
import { addConfigureRoutes } from "./configure-routes.ts";
import { ConnectError } from "./connect-error.ts";
import { addDeployedTriggerRoutes } from "./deployed-trigger-routes.ts";
import { addRunRoute } from "./run-route.ts";
import type { ConnectServices } from "./services.ts";
import type { SharedTriggers } from "./shared-triggers.ts";

const tokenBody = z.looseObject({ client_secret: z.string() });

/**
 * Adds a mirror of Pipedream Connect's API: `/v1/connect/{project}/…`, for clients that were written for it. Any
 * project id is taken: there is one installation. Its calls need the installation's token as a bearer; a client that
 * insists on OAuth gives it as its `client_secret` and is given it back.
 *
 * @see https://pipedream.com/docs/connect/api-reference
 */
export async function addConnectApi(
  server: FastifyInstance,
  services: ConnectServices,
  triggers: SharedTriggers,
): Promise<void> {
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("application/json", { parseAs: "string" }, scope.getDefaultJsonParser("error", "error"));
    scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
      const status = error.statusCode ?? 500;
      // A failure of ours may speak of the database; a refusal speaks of the call.
      return reply.code(status).send({ error: status >= 500 ? "The call failed here. Try again." : error.message });
    });
    scope.post("/v1/oauth/token", ({ body }, reply) => {
      const { client_secret: given } = tokenBody.parse(body);
      if (!sameText(given, services.token))
        throw new ConnectError(401, "client_secret is not this installation's token.");
      return reply.send({
        access_token: services.token,
        token_type: "Bearer",
        expires_in: 3600,
        created_at: Math.floor(Date.now() / 1000),
      });
    });
    void scope.register(
      (connect, _connectOptions, connectDone) => {
        connect.addHook("onRequest", ({ headers }, _reply, next) => {
          const isOurs = sameText(headers.authorization ?? "", `Bearer ${services.token}`);
          next(isOurs ? undefined : new ConnectError(401, "The installation's token is needed as a bearer token."));
        });
        addComponentRoutes(connect, services);
        addConfigureRoutes(connect, services);
        addRunRoute(connect, services);
        addDeployedTriggerRoutes(connect, services, triggers);
        addChannelRoute(connect, services.channels);
        connectDone();
      },
      { prefix: "/v1/connect/:project" },
    );
    done();
  });
}

function sameText(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
