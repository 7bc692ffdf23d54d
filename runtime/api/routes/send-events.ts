import type { FastifyReply, FastifyRequest } from "fastify";
import type { LiveFeed } from "../live/live-feed.ts";

/** Proxies close what says nothing for a while. */
const SAY_SOMETHING_EVERY_MS = 25_000;

/** Answers with server-sent events for as long as the page listens and its session is in force. */
export function sendEvents(
  live: LiveFeed,
  { raw }: FastifyRequest,
  reply: FastifyReply,
  isStillSignedIn: () => Promise<boolean>,
): void {
  reply.hijack();
  const response = reply.raw;
  response.writeHead(200, {
    ...plainHeaders(reply),
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  response.write(": LastEdit tells what has changed\n\n");
  const end = (): void => {
    clearInterval(pulse);
    stop();
    response.end();
  };
  const stop = live.listen((event) => response.write(`data: ${JSON.stringify(event)}\n\n`), end);
  const pulse = setInterval(() => {
    response.write(": still here\n\n");
    isStillSignedIn().then((signedIn) => (signedIn ? undefined : end()), end);
  }, SAY_SOMETHING_EVERY_MS);
  raw.once("close", end);
}

function plainHeaders(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
}
