import type { FastifyInstance } from "fastify";
import type { Channels } from "../engine/flow/sends/channels.ts";

/** Between two comments that keep proxies from closing a silent stream. */
const STILL_HERE_MS = 25_000;

/**
 * Adds `GET /channels/<channel>`, a stream of server-sent events: what recipes send with `$.send.sse` on that channel,
 * and on `recipe:<name>` what the recipe emits with `$.send.emit`.
 */
export function addChannelRoute(server: FastifyInstance, channels: Channels): void {
  server.get<{ Params: { channel: string } }>("/channels/:channel", (request, reply) => {
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    stream.write(": listening\n\n");
    const stop = channels.listen(request.params.channel, (payload) => {
      stream.write(`data: ${JSON.stringify(payload ?? null)}\n\n`);
    });
    const stillHere = setInterval(() => stream.write(": still here\n\n"), STILL_HERE_MS);
    stream.on("close", () => {
      clearInterval(stillHere);
      stop();
    });
  });
}
