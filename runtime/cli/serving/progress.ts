import type { Status } from "../local-api/backend.ts";

/** Outcomes of order edits after which the warehouse works from the new version. */
const APPLIED = ["apply-in-place", "apply-by-replacement", "cancel", "changed"];

export interface Progress {
  readonly editsIn: number;
  readonly waiting: number;
  readonly applied: number;
  readonly inSync: number;
  readonly failed: number;
  readonly openExceptions: number;
  readonly requests: number;
}

/** @param requests - Sent to Peoplevox by this process, by operation */
export function progressOf({ runs, openExceptions }: Status, requests: Readonly<Record<string, number>>): Progress {
  const { byStatus, byOutcome } = runs;
  const applied = sum(APPLIED.map((outcome) => byOutcome[outcome] ?? 0));
  return {
    editsIn: runs.events,
    waiting: byStatus.waiting + byStatus.running,
    applied,
    inSync: (byOutcome["in-sync"] ?? 0) + (byOutcome["nothing-to-do"] ?? 0),
    failed: byStatus.failed,
    openExceptions,
    requests: sum(Object.values(requests)),
  };
}

export function progressLine(progress: Progress): string {
  const { editsIn, waiting, applied, inSync, failed, openExceptions, requests } = progress;
  return [
    `${editsIn} edits in`,
    `${waiting} waiting`,
    `${applied} applied`,
    `${inSync} already right`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    `${openExceptions} open exceptions`,
    `${requests} requests to Peoplevox`,
  ].join(" · ");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
