import type { FastifySchemaCompiler } from "fastify";
import type { z } from "zod";
import { ApiError } from "./api-error.ts";
import { placesOfIssues, plainIssue } from "./plain-issues.ts";

/** Judges what a request brings by the contract's schemas, in words for the person who filled in a form. */
export const validateRequest: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  // A body can hold what must not be said again, such as a password.
  const isShown = httpPart === "querystring" || httpPart === "params";
  return (data) => {
    const nul = placeOfNul(data);
    const { error, data: value } = schema.safeParse(data, { error: plainIssue });
    if (error === undefined && nul === null) return { value };
    const places = nul === null ? placesOfIssues(error) : [{ path: nul, message: "expected a text without U+0000" }];
    const words = places.map(({ path, message }) => {
      if (path === "") return message;
      const given = isShown ? (data as Readonly<Record<string, unknown>> | undefined)?.[path] : undefined;
      return given === undefined ? `${path}: ${message}` : `${path} is ${shown(given)}: ${message}`;
    });
    return { error: new ApiError(400, "bad-request", `${words.join("; ")}. Nothing was changed.`, places) };
  };
};

/** Where a text holds U+0000, which PostgreSQL stores and compares in none, such as `fields.0.name`; `null` nowhere. */
function placeOfNul(value: unknown): string | null {
  if (typeof value === "string") return value.includes("\u0000") ? "" : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const inside = placeOfNul(each) ?? placeOfNul(key);
    if (inside !== null) return inside === "" ? key : `${key}.${inside}`;
  }
  return null;
}

const LONGEST_SHOWN = 100;

function shown(given: unknown): string {
  const text = JSON.stringify(given);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}
