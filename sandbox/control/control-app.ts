import fastify, { type FastifyInstance } from "fastify";
import { z } from "zod";

/** A request that was refused, with the HTTP status that says why. */
export class ControlRefusal extends Error {
  override readonly name = "ControlRefusal";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** An HTTP application that answers JSON, and every refusal as `{ "error": "…" }`. */
export function createControlApp(): FastifyInstance {
  const app = fastify({ forceCloseConnections: true, bodyLimit: 20_000_000 });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof ControlRefusal) return reply.code(error.status).send({ error: error.message });
    if (error instanceof z.ZodError) {
      return reply.code(400).send({ error: `Nothing was changed. ${z.prettifyError(error)}` });
    }
    if (error instanceof RangeError) return reply.code(400).send({ error: `Nothing was changed. ${error.message}` });
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    return reply.code(status).send({ error: error instanceof Error ? error.message : String(error) });
  });
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .send({ error: `There is no ${request.method} ${request.url}; sandbox/README.md lists what there is.` }),
  );
  return app;
}
