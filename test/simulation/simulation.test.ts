import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { TROUBLES } from "./trouble.ts";
import type { Tally } from "./tally.ts";

const PROGRAM = fileURLToPath(new URL("./simulate-program.ts", import.meta.url));
/** A machine that does much else may need this long; by itself it takes a tenth. */
const PATIENCE_MS = 240_000;
const SEEDS = 2_000;

/** In a process of its own, as it is used: a simulation has time and chance for itself. */
async function simulate(...options: string[]): Promise<{ readonly code: number; readonly output: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...options], { maxBuffer: 64 * 2 ** 20 });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    if (stdout === "") throw new Error(stderr);
    return { code, output: stdout };
  }
}

test(
  "every promise holds whatever goes wrong, and each kind of trouble has struck",
  async () => {
    const { code, output } = await simulate("--seeds", String(SEEDS), "--workers", "2", "--json");
    const tally = JSON.parse(output) as Tally & { readonly hashes: number };
    expect(tally.failed).toEqual([]);
    expect({ code, seeds: tally.seeds }).toEqual({ code: 0, seeds: SEEDS });
    const struck = Object.keys(tally.troubles).map((name) => name.replace(/^.*: /, ""));
    expect(TROUBLES.filter((trouble) => !struck.includes(trouble))).toEqual([]);
    expect(tally.hashes).toBeGreaterThan(0.98 * SEEDS);
  },
  PATIENCE_MS,
);

test(
  "each deliberate bug is noticed",
  async () => {
    const { output } = await simulate("--mutations", "--known", "--workers", "2", "--json");
    const outcomes = JSON.parse(output) as { readonly name: string; readonly noticed: boolean }[];
    expect(outcomes.filter(({ noticed }) => !noticed).map(({ name }) => name)).toEqual([]);
    expect(outcomes.length).toBeGreaterThanOrEqual(10);
  },
  PATIENCE_MS,
);

test(
  "a failure is shrunk to what it needs, and its replay command shows it again",
  async () => {
    const bug = ["--mutation", "no-hold-record"];
    const shrunk = await simulate("--seed", "3", ...bug);
    const without = /--without (\S+)/.exec(shrunk.output)?.[1] ?? "";
    expect(shrunk.code).toBe(1);
    expect(without.split(",").length).toBeGreaterThan(1);
    const again = await simulate("--seed", "3", "--without", without, ...bug);
    expect(again.output).toContain("hold-without-record: OnHold of");
    expect(again.output.split("\n").length).toBeLessThan(
      (await simulate("--seed", "3", "--no-shrink", ...bug)).output.split("\n").length,
    );
  },
  PATIENCE_MS,
);
