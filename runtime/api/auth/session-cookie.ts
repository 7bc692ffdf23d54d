import type {} from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";

/** With https the browser itself holds the name's promise: this host only, every path, never over http. */
function nameOf(secure: boolean): string {
  return secure ? "__Host-lastedit" : "lastedit";
}

export function readSessionCookie(request: FastifyRequest, secure: boolean): string | undefined {
  return request.cookies[nameOf(secure)];
}

export function setSessionCookie(reply: FastifyReply, secure: boolean, token: string, expires: Date): void {
  void reply.setCookie(nameOf(secure), token, { path: "/", httpOnly: true, sameSite: "strict", secure, expires });
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  void reply.clearCookie(nameOf(secure), { path: "/", httpOnly: true, sameSite: "strict", secure });
}
