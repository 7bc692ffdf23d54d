import type { FastifyRequest } from "fastify";
import type { HttpEvent } from "../component-host/types.ts";

/** A request as a source, or a run that it resumes, sees it. The body is expected as the bytes that came. */
export function toHttpEvent(request: FastifyRequest, path: string): HttpEvent {
  const bodyRaw = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
  return {
    method: request.method,
    path,
    url: `${request.protocol}://${request.host}${request.url}`,
    query: request.query as Record<string, string | string[]>,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(", ") : (value ?? ""),
      ]),
    ),
    bodyRaw,
    body: parsed(bodyRaw),
    client_ip: request.ip,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
