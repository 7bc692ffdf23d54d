import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fastify from "fastify";
import type { HttpEvent, HttpResponse } from "../component-host/types.ts";
import { DiskFullError } from "../store/check-room.ts";
import { toHttpEvent } from "./http-event.ts";

/** Shopify's largest webhook bodies are below 1 MB; a larger request is refused before it is read to the end. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;
/** Shopify gives up after 5 s. A sender told "not yet" in time comes back; one left hanging may stop calling. */
const ANSWER_WITHIN_MS = 4_500;

export interface HookServerOptions {
  /** Answers a request to the source; `undefined` when there is no such source. */
  deliver(sourceId: string, event: HttpEvent): Promise<HttpResponse> | undefined;
  /** Resolves when events can be stored, rejects when not. */
  checkHealth(): Promise<void>;
  /** What `/` tells, never secrets; left out where the console is there. */
  readonly status?: () => Promise<unknown>;
  /** A proxy of one's own is in front, which tells who is calling. @defaultValue false */
  readonly trustProxy?: boolean;
  /** @defaultValue 4500 */
  readonly answerWithinMs?: number;
}

/** The server that webhooks come to: `/hooks/<source>`, `/healthz`, and a status at `/`. Not yet listening. */
export function createHookServer(options: HookServerOptions): FastifyInstance {
  const server = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    logger: false,
    forceCloseConnections: true,
    trustProxy: options.trustProxy ?? false,
  });
  // Bodies stay as they came: signatures are computed over the bytes.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error: { statusCode?: number; code?: string; message: string }, _request, reply) => {
    const status = error.statusCode ?? 500;
    const reason =
      status === 413
        ? `The body is larger than ${BODY_LIMIT_BYTES} bytes. Nothing was stored.`
        : `${error.message}. Nothing was stored.`;
    return reply.code(status).send({ error: error.code ?? "request-refused", reason });
  });
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: "not-found", reason: `There is nothing at ${request.method} ${request.url}.` }),
  );

  const { status } = options;
  if (status !== undefined) server.get("/", async () => status());
  server.get("/healthz", async (_request, reply) => {
    try {
      await within(options.checkHealth(), 2_000);
      return { ok: true };
    } catch (error) {
      const reason = error instanceof DiskFullError ? error.message : "The database does not answer.";
      return reply.code(503).send({ ok: false, reason });
    }
  });
  const answer = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    takeHook(options, request, reply);
  server.all("/hooks/:sourceId", answer);
  server.all("/hooks/:sourceId/*", answer);
  return server;
}

async function takeHook(
  options: HookServerOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { sourceId, "*": rest = "" } = request.params as { sourceId: string; "*"?: string };
  const delivery = options.deliver(sourceId, toHttpEvent(request, `/${rest}`));
  if (delivery === undefined) {
    return reply.code(404).send({ error: "no-such-source", reason: `There is no source "${sourceId}" here.` });
  }
  const response = await within(delivery, options.answerWithinMs ?? ANSWER_WITHIN_MS).catch((error: unknown) => {
    if (error instanceof TooSlowError) return null;
    throw error;
  });
  if (response === null) {
    const reason = "The event could not be stored in time. Send it again.";
    return reply.code(503).header("retry-after", "5").send({ error: "busy", reason });
  }
  return reply.code(response.status).headers(response.headers).send(response.body);
}

class TooSlowError extends Error {}

async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TooSlowError(`Took longer than ${limitMs} ms.`)), limitMs);
  // The work goes on when it is late; what it comes to is then nobody's to hear.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
