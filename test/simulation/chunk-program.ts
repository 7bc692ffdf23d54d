import { parentPort } from "node:worker_threads";
import { openPlayer } from "./player.ts";
import type { FailedSeed } from "./tally.ts";

/** A stretch of seeds for one thread. */
export interface Chunk {
  readonly from: number;
  readonly count: number;
  /** Name of a mutation; then it ends at the first seed that notices. */
  readonly mutation: string | null;
}

const port = parentPort;
if (port === null) throw new Error("This is a thread of the simulation; start it with `npm run simulate`.");

const play = await openPlayer();
const { MUTATIONS } = await import("./mutations.ts");
const { countReachedRows } = await import("./rule-coverage.ts");
const { addPlayed, newTally } = await import("./tally.ts");
const reached = countReachedRows();

port.on("message", (chunk: Chunk) => void answer(chunk));
port.postMessage("ready");

async function answer({ from, count, mutation: name }: Chunk): Promise<void> {
  const tally = newTally();
  const mutation = MUTATIONS.find((each) => each.name === name);
  if (mutation === undefined) tally.failed.push(...(await playTwice(from)));
  for (let seed = from; seed < from + count; seed += 1) {
    addPlayed(tally, await playOrFail(seed));
    if (mutation !== undefined && tally.failed.length > 0) break;
  }
  tally.rows = [...reached];
  port?.postMessage(tally);

  /** The same seed gives the same course of events, or no failure could ever be seen again. */
  async function playTwice(seed: number): Promise<FailedSeed[]> {
    const [one, other] = [await playOrFail(seed), await playOrFail(seed)];
    if (one.hash === other.hash) return [];
    return [{ seed, rules: ["not-repeatable"], words: `played twice, it went ${one.hash} and ${other.hash}` }];
  }

  /** A seed that throws has found something as well: an error that nobody should ever see. */
  async function playOrFail(seed: number): ReturnType<typeof play> {
    try {
      return await play(seed, { mutation });
    } catch (error) {
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const none = new Map<string, number>();
      const empty = { hash: `threw ${seed}`, steps: 0, calls: 0, troubles: none, crashes: none, happenings: none };
      return { seed, violations: [{ rule: "threw", words }], struck: [], trace: [], ...empty };
    }
  }
}
