import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform, serializerCompiler } from "fastify-type-provider-zod";
import { consoleUrlOf } from "../cli/serving/console-address.ts";
import { PROGRAM_VERSION } from "../engine/program.ts";
import { addGuard } from "./guard.ts";
import { answerErrors } from "./answer-errors.ts";
import type { ApiContext, ApiDoors } from "./api-context.ts";
import { ApiError } from "./api-error.ts";
import { createSessionDesk } from "./auth/session-desk.ts";
import { openLiveFeed } from "./live/live-feed.ts";
import { openEditingDoors } from "./recipes/editing-doors.ts";
import { addAllAreas } from "./routes/all.ts";
import { sendSecurityHeaders } from "./security-headers.ts";
import { validateRequest } from "./validate-request.ts";

/** The largest thing anybody sends is a recipe, or an event to run it on. */
const BODY_LIMIT_BYTES = 1024 * 1024;
/** A page that follows a busy day asks a few times a second; a program that runs wild asks far more often. */
const REQUESTS_PER_MINUTE = 3_000;

export interface Api {
  readonly context: ApiContext;
  /** Ends what is still streaming. */
  close(): Promise<void>;
}

/** Adds the API to a server that is not listening yet: `/api/v1/…` and its description at `/api/openapi.json`. */
export async function addApi(server: FastifyInstance, doors: ApiDoors): Promise<Api> {
  const context = createContext(doors);
  await server.register(
    async (api) => {
      api.setValidatorCompiler(validateRequest);
      api.setSerializerCompiler(serializerCompiler);
      takeJsonOnly(api);
      answerErrors(api, doors.onTrouble);
      await api.register(cookie);
      await api.register(rateLimit, {
        max: REQUESTS_PER_MINUTE,
        timeWindow: "1 minute",
        errorResponseBuilder: (_request, { after }) =>
          new ApiError(429, "too-many-requests", `Too many requests. Try again in ${after}.`),
      });
      sendSecurityHeaders(api, context);
      addGuard(api, context);
      await describe(api);
      api.get("/openapi.json", { schema: { hide: true } }, () => api.swagger());
      // A route of its own, so that the guard comes first here too.
      api.all("/*", { schema: { hide: true } }, ({ method, url }) => {
        throw new ApiError(404, "not-found", `There is nothing at ${method} ${url}.`);
      });
      await api.register(
        (v1, _options, done) => {
          addAllAreas(v1, context);
          done();
        },
        { prefix: "/v1" },
      );
    },
    { prefix: "/api" },
  );
  const close = async (): Promise<void> => {
    await context.live.close();
    await openEditingDoors(context).close();
  };
  return { context, close };
}

function createContext(doors: ApiDoors): ApiContext {
  const { store, installation } = doors;
  const consoleUrl = (): string => consoleUrlOf(installation.config, doors.address());
  return {
    ...doors,
    consoleUrl,
    secure: () => consoleUrl().startsWith("https:"),
    sessions: createSessionDesk(store.database),
    live: openLiveFeed(store.database, doors.onTrouble),
  };
}

/** A form of a foreign page can send other types without asking; JSON it cannot. */
function takeJsonOnly(api: FastifyInstance): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(
    "application/json",
    { parseAs: "string", bodyLimit: BODY_LIMIT_BYTES },
    (_request, body, done) => {
      try {
        done(null, body === "" ? undefined : JSON.parse(body as string));
      } catch {
        done(new ApiError(400, "not-json", "The body is not JSON. Nothing was changed."), undefined);
      }
    },
  );
}

async function describe(api: FastifyInstance): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "LastEdit",
        version: PROGRAM_VERSION,
        description:
          "Everything the console does, for other programs too. A change needs the session's token as `x-csrf-token`.",
      },
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: "lastedit", description: "From /api/v1/sign-in." },
        },
      },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
  });
}
