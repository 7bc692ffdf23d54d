import type { RunClaim } from "../../../runtime/engine/claim-log.ts";
import type { Queryable } from "../../../runtime/store/database.ts";

/** A worker's time with a run of this order. */
export interface OrderClaim extends RunClaim {
  readonly orderKey: string;
}

/** Who ran which run of which order from when to when, as the database recorded it. */
export async function readAllClaims(database: Queryable): Promise<OrderClaim[]> {
  const { rows } = await database.query<OrderClaim>(
    `SELECT c.run_id AS "runId", c.attempt, c.worker, c.began_at AS "beganAt", c.ended_at AS "endedAt",
       c.ended_as AS "endedAs", r.order_key AS "orderKey"
     FROM lastedit.run_claims c JOIN lastedit.runs r ON r.id = c.run_id ORDER BY c.began_at, c.run_id`,
  );
  return rows;
}

/** Pairs of claims of one order that overlap in time. Must be empty. */
export function overlapsOf(claims: readonly OrderClaim[]): readonly (readonly [OrderClaim, OrderClaim])[] {
  const byOrder = Map.groupBy(claims, ({ orderKey }) => orderKey);
  return [...byOrder.values()].flatMap((ofOrder) =>
    ofOrder.flatMap((claim, index) =>
      ofOrder
        .slice(index + 1)
        .filter((later) => claim.endedAt === null || later.beganAt < claim.endedAt)
        .map((later): [OrderClaim, OrderClaim] => [claim, later]),
    ),
  );
}

/** From the moment a worker was killed to the moment another one had each of its runs, in milliseconds. */
export function takeoversOf(claims: readonly OrderClaim[], worker: string, killedAt: number): number[] {
  return claims
    .filter((claim) => claim.worker === worker && claim.endedAs === "lost")
    .flatMap(({ runId, beganAt }) => {
      const next = claims.find((claim) => claim.runId === runId && claim.beganAt > beganAt);
      return next === undefined ? [] : [next.beganAt.getTime() - killedAt];
    });
}

/** Most moments of `times`, in milliseconds, within any stretch of `perMs`. */
export function mostWithin(times: readonly number[], perMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let [most, from] = [0, 0];
  for (const [index, at] of sorted.entries()) {
    while ((sorted[from] ?? at) <= at - perMs) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}
