import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/**
 * The newest kind of run that this program can run. Raise it when runs are stored in a way that the version before
 * cannot continue, and give such runs this number in `needs`: during a rolling upgrade older workers leave them alone.
 */
export const RUNS_UP_TO = 1;

/** This version of LastEdit, such as `0.1.0`. */
export const PROGRAM_VERSION = (
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }
).version;

/** A name for this process that no other has, also on other machines. */
export function processId(): string {
  return `${hostname()}-${process.pid}-${randomBytes(3).toString("hex")}`;
}
