import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { CatalogueFinding } from "../../../domain/item-code/catalogue-finding.ts";
import { csvHeader, csvRows } from "./csv-rows.ts";

/** Where the findings went. */
export interface CsvResult {
  /** Path of the file written, or `null`. */
  readonly file: string | null;
  /** The whole CSV where no file was asked for and it is small; else `null`. */
  readonly text: string | null;
  /** Findings in it; with neither file nor text: findings that would be in it. */
  readonly rows: number;
}

export interface CsvExport {
  add(findings: readonly CatalogueFinding[]): Promise<void>;
  finish(): Promise<CsvResult>;
  /** Leaves nothing behind. Does nothing after `finish`. */
  discard(): Promise<void>;
}

/** A result travels through logs and histories, and Pipedream takes 6 MB per run: a larger CSV belongs into a file. */
const LONGEST_TEXT = 100_000;
/** Without it spreadsheets take UTF-8 for their own encoding. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Keeps the CSV as text, up to 100,000 characters. */
export function csvAsText(): CsvExport {
  let text: string | null = csvHeader();
  let rows = 0;
  return {
    add(findings) {
      rows += findings.length;
      if (text !== null) text += csvRows(findings);
      if (text !== null && text.length > LONGEST_TEXT) text = null;
      return Promise.resolve();
    },
    finish: () => Promise.resolve({ file: null, text, rows }),
    discard: () => Promise.resolve(),
  };
}

/**
 * Writes the CSV to a file, with its folders. It stands under another name until it is complete, so that yesterday's
 * report stays when today's audit fails.
 *
 * @throws {Error} When the file cannot be written; the message of the file system names it
 */
export async function csvToFile(file: string): Promise<CsvExport> {
  const part = `${file}.part`;
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(part, "w");
  let rows = 0;
  let done = false;
  await handle.write(BYTE_ORDER_MARK + csvHeader());
  return {
    async add(findings) {
      rows += findings.length;
      await handle.write(csvRows(findings));
    },
    async finish() {
      await handle.close();
      await rename(part, file);
      done = true;
      return { file, text: null, rows };
    },
    async discard() {
      if (done) return;
      await handle.close();
      await rm(part, { force: true });
    },
  };
}
