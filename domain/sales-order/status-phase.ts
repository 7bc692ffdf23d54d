/** How far the warehouse is with a Sales Order. `unknown` is a status name nobody mapped: treated as work started. */
export type StatusPhase = "not-started" | "picking" | "picked" | "despatched" | "cancelled" | "unknown";

/**
 * Peoplevox's status names in lower case. The API gives no name for a pick that has begun but has no item
 * confirmed, so `Allocated` means "may be picked at any moment".
 */
export const STANDARD_STATUS_PHASES = {
  new: "not-started",
  "partially allocated": "not-started",
  allocated: "not-started",
  "partially picked": "picking",
  picked: "picked",
  packed: "picked",
  "partially despatched": "despatched",
  despatched: "despatched",
  cancelled: "cancelled",
} as const satisfies Readonly<Record<string, StatusPhase>>;

/**
 * The phase a status name stands for.
 *
 * @param status - Status name as Peoplevox gives it; upper and lower case do not matter
 * @param tenantPhases - The tenant's own names, in lower case; they win over the standard ones
 * @returns `"unknown"` for a name nobody mapped, so that an order is never changed by mistake
 * @example
 * statusPhase("Partially allocated", {}); // "not-started"
 */
export function statusPhase(status: string, tenantPhases: Readonly<Record<string, StatusPhase>>): StatusPhase {
  const name = status.trim().toLowerCase();
  const standard: Readonly<Record<string, StatusPhase>> = STANDARD_STATUS_PHASES;
  return ownValue(tenantPhases, name) ?? ownValue(standard, name) ?? "unknown";
}

/** Nothing of it can be picked any more: cancelled, or despatched in whole. Of one despatched in part the rest may go. */
export function isOver(status: string, tenantPhases: Readonly<Record<string, StatusPhase>>): boolean {
  const phase = statusPhase(status, tenantPhases);
  return phase === "cancelled" || (phase === "despatched" && !/^\s*partially/i.test(status));
}

function ownValue(phases: Readonly<Record<string, StatusPhase>>, name: string): StatusPhase | undefined {
  return Object.hasOwn(phases, name) ? phases[name] : undefined;
}
