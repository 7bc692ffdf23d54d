import type { Mutation } from "./mutations.ts";
import { ALL_ROWS } from "./rule-coverage.ts";
import type { Shrunk } from "./shrink.ts";
import type { Tally } from "./tally.ts";

const counts = (title: string, counted: Readonly<Record<string, number>>): string[] => [
  title,
  ...Object.entries(counted)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => `${String(count).padStart(10)}  ${name}`),
];

/** The outcome of many seeds, with what they covered. */
export function tallyInWords(tally: Tally, seconds: number): string {
  const { seeds, steps, calls, failed, rows } = tally;
  const missed = ALL_ROWS.filter((row) => !rows.includes(row));
  return [
    `${seeds} seeds in ${seconds.toFixed(0)} s (${(seeds / seconds).toFixed(0)} per second): ${failed.length === 0 ? "every promise held" : `${failed.length} broke a promise`}.`,
    `${steps} steps, ${calls} calls to Peoplevox, ${new Set(tally.hashes).size} different courses of events.`,
    ...counts("Troubles:", tally.troubles),
    ...counts("Processes that died, and where:", tally.crashes),
    ...counts("What people did:", tally.happenings),
    `Rows of the decision tables that were reached: ${ALL_ROWS.length - missed.length} of ${ALL_ROWS.length}.`,
    ...missed.map((row) => `            never  ${row}`),
    ...failed.slice(0, 20).map(({ seed, words }) => `FAILED seed ${seed}: ${words}`),
  ].join("\n");
}

/** What to type to see it again. */
export const replayCommand = (seed: number, without: ReadonlySet<string>): string =>
  `npm run simulate -- --seed ${seed}${without.size === 0 ? "" : ` --without ${[...without].join(",")}`}`;

export function shrunkInWords({ played, without, tries }: Shrunk): string {
  const { seed, trace, violations } = played;
  return [
    `Seed ${seed}, after ${tries} tries to leave things out:`,
    ...trace,
    "",
    ...violations.map(({ rule, words }) => `${rule}: ${words}`),
    `Again: ${replayCommand(seed, without)}`,
  ].join("\n");
}

/** One line per mutation: how many seeds it took to be noticed, and by which promise. */
export function mutationInWords({ name, what }: Mutation, { seeds, failed }: Tally): string {
  const [first] = failed;
  const noticed = first === undefined ? `NOT NOTICED in ${seeds} seeds` : `${seeds} seeds, ${first.rules.join(", ")}`;
  return `${name.padEnd(28)} ${noticed.padEnd(44)} ${what}`;
}
