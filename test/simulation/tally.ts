import type { Played } from "./play-seed.ts";

/** A seed that broke a promise. */
export interface FailedSeed {
  readonly seed: number;
  readonly rules: readonly string[];
  readonly words: string;
}

/** What many seeds came to. Plain data: threads send theirs to be added up. */
export interface Tally {
  seeds: number;
  steps: number;
  calls: number;
  troubles: Record<string, number>;
  crashes: Record<string, number>;
  happenings: Record<string, number>;
  hashes: string[];
  rows: string[];
  failed: FailedSeed[];
}

export const newTally = (): Tally => ({
  seeds: 0,
  steps: 0,
  calls: 0,
  troubles: {},
  crashes: {},
  happenings: {},
  hashes: [],
  rows: [],
  failed: [],
});

export function addPlayed(tally: Tally, played: Played): void {
  tally.seeds += 1;
  tally.steps += played.steps;
  tally.calls += played.calls;
  addCounts(tally.troubles, Object.fromEntries(played.troubles));
  addCounts(tally.crashes, Object.fromEntries(played.crashes));
  addCounts(tally.happenings, Object.fromEntries(played.happenings));
  tally.hashes.push(played.hash);
  if (played.violations.length > 0) {
    const rules = [...new Set(played.violations.map(({ rule }) => rule))];
    const words = played.violations.map(({ rule, words: why }) => `${rule}: ${why}`).join("; ");
    tally.failed.push({ seed: played.seed, rules, words });
  }
}

export function addTally(sum: Tally, part: Tally): void {
  sum.seeds += part.seeds;
  sum.steps += part.steps;
  sum.calls += part.calls;
  addCounts(sum.troubles, part.troubles);
  addCounts(sum.crashes, part.crashes);
  addCounts(sum.happenings, part.happenings);
  sum.hashes.push(...part.hashes);
  sum.rows = [...new Set([...sum.rows, ...part.rows])];
  sum.failed.push(...part.failed);
}

function addCounts(sum: Record<string, number>, part: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(part)) sum[name] = (sum[name] ?? 0) + count;
}
