import { mkdirSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import pino from "pino";
import type { Logger } from "pino";

export type { Logger } from "pino";

/** The file that LastEdit writes its own log to; run history is in the database. */
export function logFileIn(home: string): string {
  return path.join(home, "lastedit.log");
}

/** Opens the log in the data folder. Lines are JSON; they hold no secrets, since sources mask theirs. */
export function openLog(home: string): Logger {
  mkdirSync(home, { recursive: true });
  return pino({ base: { pid: process.pid } }, lineWriter(logFileIn(home)));
}

/**
 * Writes line by line, and leaves out what cannot be written: a full disk must not end the process, nor keep it from
 * ending. pino's own destination does both: it emits an `error`, and at the end tries again for ever.
 */
export function lineWriter(file: string): { write(line: string): void } {
  let handle: number | undefined;
  let missing = 0;
  let isWhole = true;

  function writeAll(text: string): void {
    handle ??= openSync(file, "a");
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length;) {
      done += writeSync(handle, bytes, done);
      isWhole = done === bytes.length;
    }
  }

  return {
    write(line) {
      try {
        const gap = missing === 0 ? "" : missingLines(missing);
        writeAll(`${isWhole ? "" : "\n"}${gap}${line}`);
        missing = 0;
      } catch {
        missing += 1;
      }
    },
  };
}

function missingLines(count: number): string {
  const msg = `${count} lines are missing here: they could not be written. Is the disk full?`;
  return `${JSON.stringify({ level: 40, time: Date.now(), pid: process.pid, msg })}\n`;
}
