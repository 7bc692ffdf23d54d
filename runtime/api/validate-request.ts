import type { FastifySchemaCompiler } from "fastify";
import type { z } from "zod";
import { ApiError } from "./api-error.ts";
import { placesOfIssues, plainIssue } from "./plain-issues.ts";

/** Judges what a request brings by the contract's schemas, in words for the person who filled in a form. */
export const validateRequest: FastifySchemaCompiler<z.ZodType> = ({ schema }) => {
  return (data) => {
    const { error, data: value } = schema.safeParse(data, { error: plainIssue });
    if (error === undefined) return { value };
    const places = placesOfIssues(error);
    const words = places.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
    return { error: new ApiError(400, "bad-request", `${words}. Nothing was changed.`, places) };
  };
};
