import { ApiError } from "./api-error.ts";

/** A `before` that is a number. @throws {ApiError} When it is not the `next` of a page before */
export function cursorNumber(before: string | undefined): number | undefined {
  if (before === undefined) return undefined;
  const id = Number(before);
  if (Number.isSafeInteger(id) && id >= 0) return id;
  throw new ApiError(400, "bad-request", `before: "${before}" is not the next of a page before.`);
}
