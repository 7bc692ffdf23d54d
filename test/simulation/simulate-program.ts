import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import type { Chunk } from "./chunk-program.ts";
import { MUTATIONS } from "./mutations.ts";
import type { Mutation } from "./mutations.ts";
import { openPlayer } from "./player.ts";
import { mutationInWords, replayCommand, shrunkInWords, tallyInWords } from "./report.ts";
import { shrink } from "./shrink.ts";
import { newTally } from "./tally.ts";
import type { Tally } from "./tally.ts";
import { playChunks } from "./thread-pool.ts";

/** Seeds that a thread takes at a time. */
const CHUNK = 25;
/** A mutation must be noticed within so many seeds. */
const MOST_SEEDS_PER_MUTATION = 1_000;

interface Options {
  readonly seeds: number;
  readonly start: number;
  readonly workers: number;
  readonly seed?: number;
  readonly without: string;
  readonly mutation?: string;
  readonly mutations: boolean;
  readonly known: boolean;
  readonly shrink: boolean;
  readonly json: boolean;
}

const whole = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number.");
};

const {
  seeds,
  start,
  workers,
  seed,
  without,
  mutation,
  mutations,
  known,
  shrink: wantsShrinking,
  json,
} = new Command()
  .name("npm run simulate --")
  .description("Plays LastEdit against simulated systems with seeded trouble, and checks that its promises hold.")
  .option("--seeds <n>", "how many seeds", whole, 1_000)
  .option("--start <n>", "the first one", whole, 1)
  .option("--workers <n>", "threads", whole, availableParallelism())
  .option("--seed <n>", "one seed, with its trace", whole)
  .option("--without <ids>", "leave these orders, lines, happenings and troubles out", "")
  .option("--mutation <name>", "put in this deliberate bug")
  .option("--mutations", "try all deliberate bugs: each must be noticed", false)
  .option("--known", "with --mutations: first at the seed that is known to notice", false)
  .option("--no-shrink", "with --seed: do not leave out what a failure does not need")
  .option("--json", "the outcome as JSON", false)
  .parse()
  .opts<Options>();

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const QUIET_MS = 60_000;
let saidAt = 0;
/** At a terminal one line that stays current, in a log a line a minute. */
const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
  else if (text !== "" && performance.now() - saidAt > QUIET_MS) {
    saidAt = performance.now();
    process.stderr.write(`${text}\n`);
  }
};

if (seed !== undefined) await showSeed(seed);
else if (mutations) await tryMutations();
else await playSeeds();

async function playSeeds(): Promise<void> {
  const beganAt = performance.now();
  const seconds = (): number => (performance.now() - beganAt) / 1000;
  let soFar = newTally();
  const finish = (tally: Tally): void => {
    progress("");
    print(
      json
        ? JSON.stringify({ ...tally, seconds: seconds(), hashes: new Set(tally.hashes).size })
        : tallyInWords(tally, seconds()),
    );
    const [first] = tally.failed;
    if (first === undefined) return;
    process.exitCode = 1;
    if (!json) print(`See it: ${replayCommand(first.seed, new Set())}`);
  };
  // Who has waited long enough still learns what came of the seeds that were played.
  process.once("SIGINT", () => {
    finish(soFar);
    process.exit(130);
  });
  const tally = await playChunks({
    chunks: chunksOf(start, seeds),
    threads: workers,
    onChunk(_chunk, _part, sum) {
      soFar = sum;
      progress(`${sum.seeds} of ${seeds} seeds, ${(sum.seeds / seconds()).toFixed(0)}/s, ${failedSoFar(sum)}`);
    },
  });
  finish(tally);
}

function failedSoFar({ failed }: Tally): string {
  if (failed.length === 0) return "none failed";
  return `failed: ${failed
    .map(({ seed: one }) => one)
    .slice(0, 10)
    .join(", ")}`;
}

async function showSeed(one: number): Promise<void> {
  const play = await openPlayer();
  const leftOut = new Set(without.split(",").filter((id) => id !== ""));
  const options = { mutation: mutationCalled(mutation), without: leftOut, keepTrace: true };
  const played = await play(one, options);
  const isFailure = played.violations.length > 0;
  const shown = isFailure && wantsShrinking ? await shrink(play, one, options) : { played, without: leftOut, tries: 0 };
  print(shrunkInWords(shown));
  if (isFailure) process.exitCode = 1;
}

interface Outcome {
  readonly name: string;
  readonly seeds: number;
  readonly noticed: boolean;
  readonly rules: readonly string[];
}

async function tryMutations(): Promise<void> {
  const outcomes = new Map<string, Outcome>();
  const anywhere = ({ name }: Mutation): Chunk => ({ from: start, count: MOST_SEEDS_PER_MUTATION, mutation: name });
  const tryThem = (chunks: readonly Chunk[]): Promise<Tally> =>
    playChunks({
      chunks,
      threads: workers,
      onChunk(chunk, tally) {
        const tried = mutationCalled(chunk.mutation ?? undefined);
        const [first] = tally.failed;
        if (tried === undefined) return;
        const { name } = tried;
        outcomes.set(name, { name, seeds: tally.seeds, noticed: first !== undefined, rules: first?.rules ?? [] });
        if (!json) print(mutationInWords(tried, tally));
      },
    });
  const missed = (): readonly Mutation[] => MUTATIONS.filter(({ name }) => outcomes.get(name)?.noticed !== true);
  if (known) await tryThem(MUTATIONS.map(({ name, noticedBy }) => ({ from: noticedBy, count: 1, mutation: name })));
  // A change of the product can move the seed that notices: then it is looked for anew.
  if (missed().length > 0) await tryThem(missed().map(anywhere));
  if (json) print(JSON.stringify([...outcomes.values()]));
  if (missed().length > 0) process.exitCode = 1;
}

function mutationCalled(name: string | undefined): Mutation | undefined {
  const found = MUTATIONS.find((each) => each.name === name);
  if (name !== undefined && found === undefined) {
    throw new RangeError(
      `Mutation "${name}" is none; expected one of ${MUTATIONS.map((each) => each.name).join(", ")}.`,
    );
  }
  return found;
}

function chunksOf(from: number, count: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let first = from; first < from + count; first += CHUNK) {
    chunks.push({ from: first, count: Math.min(CHUNK, from + count - first), mutation: mutation ?? null });
  }
  return chunks;
}
