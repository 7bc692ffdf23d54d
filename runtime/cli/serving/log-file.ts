import { mkdirSync } from "node:fs";
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
  return pino({ base: { pid: process.pid } }, pino.destination({ dest: logFileIn(home), sync: false }));
}
