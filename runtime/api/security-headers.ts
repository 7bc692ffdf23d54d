import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import type { ApiContext } from "./api-context.ts";

/**
 * What a page may load: scripts, fonts and pictures from here only, styles only with the page's nonce, and nothing may
 * show the console inside itself.
 */
export const PAGE_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'", "data:"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
} as const;

/** For the API: its answers are data, never pages, and stay in no cache. */
export function sendSecurityHeaders(api: FastifyInstance, context: Pick<ApiContext, "secure">): void {
  api.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: false,
    referrerPolicy: { policy: "no-referrer" },
    crossOriginResourcePolicy: { policy: "same-origin" },
  });
  api.addHook("onSend", async (_request, reply) => {
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
    if (context.secure()) reply.header("strict-transport-security", STRICT_TRANSPORT);
    await Promise.resolve();
  });
}

/** Half a year: browsers that have been here come back by https only. */
export const STRICT_TRANSPORT = "max-age=15768000";
