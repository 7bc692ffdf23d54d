import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { expectPage } from "../domain/decision-table/generated-page.ts";
import { installedSet } from "./installed-set.ts";
import type { InstalledSet } from "./installed-set.ts";
import { conformancePage } from "./page.ts";
import { UNDECLARED } from "./pinned-packages.ts";
import type { RowResult } from "./row.ts";
import { ROWS } from "./rows/index.ts";

/** A cold install fetches some 170 MB. */
const INSTALL_MS = 300_000;

let set: InstalledSet;
let results: RowResult[] = [];

beforeAll(async () => {
  set = await installedSet().catch((error: unknown) => {
    throw new Error(
      "The conformance set could not be fetched. These tests need the network once; after that the packages lie in .cache/conformance.",
      { cause: error },
    );
  });
  results = await runRows(set.folder);
}, INSTALL_MS);

test.each(ROWS.map((row) => [row.number, row.package, row] as const))("row %i, %s: every assertion holds", (number) => {
  const result = results.find((candidate) => candidate.number === number);
  expect(result?.error ?? null).toBeNull();
  expect(result?.assertions.filter(({ problem }) => problem !== null)).toEqual([]);
  expect(result?.assertions.length).toBeGreaterThanOrEqual(5);
});

test("the installer finds every import that the packages do not declare", () => {
  expect(set.undeclared).toEqual(UNDECLARED);
});

test("the page says what was found", async () => {
  await expectPage("pipedream-conformance.md", conformancePage(ROWS, results, set.undeclared));
});

let folder = "";
afterAll(() => rm(folder, { recursive: true, force: true }));

async function runRows(packages: string): Promise<RowResult[]> {
  folder = await mkdtemp(path.join(tmpdir(), "conformance-"));
  const file = path.join(folder, "results.json");
  const program = path.join(import.meta.dirname, "conformance-program.ts");
  const child = spawn(process.execPath, [program, packages, file], { stdio: ["ignore", "ignore", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint = (complaint + text).slice(-4_000)));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`The rows ended with ${String(code)}. ${complaint}`);
  return JSON.parse(await readFile(file, "utf8")) as RowResult[];
}
