import { Readable } from "node:stream";
import { isRecord } from "./json.ts";
import type { HttpResponse } from "./types.ts";

/**
 * What a component gave to `respond`, as it goes on the wire. The status may be a string (`"200"`); a body that is an
 * object becomes JSON with its content type.
 *
 * @throws {RangeError} When the status is not between 200 and 599
 */
export function toHttpResponse(given: unknown): HttpResponse {
  const { status: givenStatus = 200, headers: givenHeaders, body } = isRecord(given) ? given : {};
  const status = Number(givenStatus);
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new RangeError(`respond: status is ${JSON.stringify(givenStatus)}; expected a number from 200 to 599.`);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(isRecord(givenHeaders) ? givenHeaders : {})) {
    if (value !== undefined && value !== null) headers[name.toLowerCase()] = headerText(value);
  }
  if (body === undefined || body === null) return { status, headers, body: "" };
  if (typeof body === "string" || Buffer.isBuffer(body)) return { status, headers, body };
  if (body instanceof Uint8Array) return { status, headers, body: Buffer.from(body) };
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}

function headerText(value: unknown): string {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.map(headerText).join(", ") : JSON.stringify(value);
}

/** A body as `toHttpResponse` takes it: a stream is read to its end. */
export async function readBody(body: unknown): Promise<unknown> {
  const readable = body instanceof ReadableStream ? Readable.fromWeb(body) : body;
  if (!(readable instanceof Readable)) return body;
  const chunks: Buffer[] = [];
  for await (const chunk of readable) chunks.push(Buffer.from(chunk as Uint8Array | string));
  return Buffer.concat(chunks);
}
