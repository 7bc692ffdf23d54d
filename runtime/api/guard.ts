import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ApiContext } from "./api-context.ts";
import { ApiError } from "./api-error.ts";
import { allowedHosts, isFromOwnPage } from "./auth/addresses.ts";
import { mayAct } from "./auth/person.ts";
import { readSessionCookie } from "./auth/session-cookie.ts";
import { sameText } from "./auth/tokens.ts";

/** Refuses whatever may not be answered, before anything of the request is read: host, session, role, origin, token. */
export function addGuard(server: FastifyInstance, context: ApiContext): void {
  server.decorateRequest("person", null);
  server.addHook("onRequest", async (request) => {
    const hosts = hostsOf(context);
    if (!hosts.has(request.host)) throw wrongHost(request.host);
    await findPerson(request, context);
    const route = request.routeOptions.config.apiRoute;
    const least = route?.role ?? "operator";
    if (least !== "anyone" && request.person === null) throw notSignedIn();
    if (request.person !== null && !mayAct(request.person.role, least)) {
      throw new ApiError(
        403,
        "not-allowed",
        `This needs the role ${least}; you have ${request.person.role}. Nothing was changed.`,
      );
    }
    if (request.method === "GET" || request.method === "HEAD") return;
    if (!isFromOwnPage(request.headers, hosts)) {
      throw new ApiError(403, "foreign-page", "The request comes from another web page. Nothing was changed.");
    }
    if (least !== "anyone" && request.person !== null) checkCsrf(request, request.person.csrf);
  });
}

/** Hosts by which the console may be called. */
function hostsOf(context: ApiContext): ReadonlySet<string> {
  const { publicUrl, console: wanted } = context.installation.config;
  return allowedHosts(
    context.address(),
    [publicUrl, wanted.url].filter((url) => url !== undefined),
  );
}

async function findPerson(request: FastifyRequest, context: ApiContext): Promise<void> {
  const token = readSessionCookie(request, context.secure());
  if (token === undefined) return;
  request.person = await context.sessions.find(token);
}

function checkCsrf(request: FastifyRequest, expected: string): void {
  const given = request.headers["x-csrf-token"];
  if (typeof given === "string" && sameText(given, expected)) return;
  throw new ApiError(403, "csrf", "The page is out of date: load it again. Nothing was changed.");
}

function notSignedIn(): ApiError {
  return new ApiError(401, "not-signed-in", "Nobody is signed in here, or the session is over. Nothing was changed.");
}

function wrongHost(host: string): ApiError {
  return new ApiError(
    421,
    "wrong-host",
    `LastEdit was called by the name "${host}", which it does not know. If that is right, set console.url in lastedit.config.yaml.`,
  );
}
