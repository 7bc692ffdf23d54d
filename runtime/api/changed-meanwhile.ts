import { isDeepStrictEqual } from "node:util";
import { ApiError } from "./api-error.ts";

/**
 * Of two people who change the same thing at once, the second is told.
 *
 * @param shown - What the person saw; undefined where a caller does not say
 * @throws {ApiError} When something else is saved now
 */
export function refuseIfChanged(what: string, shown: unknown, saved: unknown): void {
  if (shown === undefined || isDeepStrictEqual(plain(shown), plain(saved))) return;
  const message = `Somebody else has changed ${what} since you opened the page. Nothing was saved.`;
  throw new ApiError(409, "changed-meanwhile", message);
}

/** As it goes over the wire: without fields that are undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
