import { Worker } from "node:worker_threads";
import type { Chunk } from "./chunk-program.ts";
import { addTally, newTally } from "./tally.ts";
import type { Tally } from "./tally.ts";

export interface PoolOptions {
  readonly chunks: readonly Chunk[];
  readonly threads: number;
  /** Called after each chunk. @param sum - What there is so far */
  onChunk(chunk: Chunk, tally: Tally, sum: Tally): void;
}

/** Plays chunks on several threads, each taking the next one when it is free. */
export async function playChunks({ chunks, threads, onChunk }: PoolOptions): Promise<Tally> {
  const sum = newTally();
  const left = [...chunks];
  await Promise.all(Array.from({ length: Math.min(threads, chunks.length) }, () => playOnThread()));
  return sum;

  function playOnThread(): Promise<void> {
    const worker = new Worker(new URL("./chunk-program.ts", import.meta.url));
    let chunk: Chunk | undefined;
    return new Promise<void>((resolve, reject) => {
      worker.on("error", reject);
      worker.on("message", (message: Tally | "ready") => {
        if (message !== "ready" && chunk !== undefined) {
          addTally(sum, message);
          onChunk(chunk, message, sum);
        }
        chunk = left.shift();
        if (chunk === undefined) resolve();
        else worker.postMessage(chunk);
      });
    }).finally(() => worker.terminate());
  }
}
