// Loaded into the process that is measured (node --expose-gc --import this). At SIGUSR2 it collects garbage and writes
// what the process holds to the file that LASTEDIT_PROBE names.
import { readdirSync, renameSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

const file = process.env["LASTEDIT_PROBE"];

if (isMainThread && file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  process.on("SIGUSR2", () => {
    const eventLoopMs = {
      median: inMs(delay.percentile(50)),
      p99: inMs(delay.percentile(99)),
      max: inMs(delay.max),
    };
    delay.reset();
    const before = process.memoryUsage();
    globalThis.gc?.();
    const after = process.memoryUsage();
    const resources: Record<string, number> = {};
    for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
    const state = {
      rssMb: inMb(before.rss),
      heapMb: inMb(after.heapUsed),
      externalMb: inMb(after.external),
      fileDescriptors: readdirSync("/proc/self/fd").length,
      resources,
      eventLoopMs,
    };
    writeFileSync(`${file}.draft`, JSON.stringify(state));
    renameSync(`${file}.draft`, file);
  });
}

function inMs(nanoseconds: number): number {
  return Math.round(nanoseconds / 1e5) / 10;
}

function inMb(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}
