import { setTimeout as wait } from "node:timers/promises";

const REFRESH_MS = 1_000;
/** Where lines cannot be overwritten, such as in a log: a changed line at most this often. */
const LINE_EVERY_MS = 5_000;

/**
 * Keeps one line current until the signal is aborted.
 *
 * @param read - The line as it is now
 * @param output - A terminal is overwritten in place
 */
export async function showProgress(
  read: () => Promise<string>,
  output: NodeJS.WriteStream,
  signal: AbortSignal,
): Promise<void> {
  let last = "";
  while (!signal.aborted) {
    const line = await read().catch(() => last);
    if (output.isTTY) output.write(`\r\u001B[2K${line.slice(0, output.columns - 1)}`);
    else if (line !== last) output.write(`${line}\n`);
    last = line;
    await wait(output.isTTY ? REFRESH_MS : LINE_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  if (output.isTTY) output.write("\n");
}
