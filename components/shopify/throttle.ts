/** `extensions.cost.throttleStatus` of a response, in points; points may be fractions. */
export interface ThrottleStatus {
  readonly currentlyAvailable: number;
  /** Points that come back per second. */
  readonly restoreRate: number;
}

/**
 * How long to wait before the next Admin API call.
 *
 * @param status - `extensions.cost.throttleStatus` of the last response, in points
 * @param nextQueryCost - Points the next query asks for
 * @returns Whole milliseconds to wait; `0` when enough points are there already
 * @throws {RangeError} When `restoreRate` is not above zero
 * @see https://shopify.dev/docs/api/usage/rate-limits
 * @example
 * throttleWaitMs({ currentlyAvailable: 40, restoreRate: 50 }, 140); // 2000
 */
export function throttleWaitMs(status: ThrottleStatus, nextQueryCost: number): number {
  if (!(status.restoreRate > 0)) {
    throw new RangeError(`restoreRate is ${status.restoreRate}, expected more than 0 points per second`);
  }
  const missing = nextQueryCost - status.currentlyAvailable;
  return missing <= 0 ? 0 : Math.ceil((missing / status.restoreRate) * 1000);
}

/**
 * `Retry-After` as milliseconds from now.
 *
 * @param header - Seconds (Shopify sends fractions too) or an HTTP date
 * @returns `null` when there is no header or it is neither
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // A date has letters; without this check "-5" would be read as the year 2005.
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
