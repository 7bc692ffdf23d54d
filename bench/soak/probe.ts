import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What a process holds, garbage collected. Sizes in 10^6 bytes. */
export interface ProbeReading {
  readonly rssMb: number;
  readonly heapMb: number;
  readonly externalMb: number;
  readonly fileDescriptors: number;
  /** Open handles, timers and requests of Node's, by kind. */
  readonly resources: Readonly<Record<string, number>>;
  /** Since the last reading. */
  readonly eventLoopMs: { readonly median: number; readonly p99: number; readonly max: number };
}

/** Node's flags for a process that can be read. */
export const PROBE_FLAGS = ["--expose-gc", "--import", path.join(import.meta.dirname, "probe-program.ts")];

/** @param file - What the process was given as LASTEDIT_PROBE */
export async function readProbe(pid: number, file: string): Promise<ProbeReading> {
  await rm(file, { force: true });
  process.kill(pid, "SIGUSR2");
  for (let waitedMs = 0; waitedMs < 20_000; waitedMs += 50) {
    await sleep(50);
    const text = await readFile(file, "utf8").catch(() => null);
    if (text !== null) return JSON.parse(text) as ProbeReading;
  }
  throw new Error(`Process ${pid} did not tell within 20 s what it holds.`);
}
