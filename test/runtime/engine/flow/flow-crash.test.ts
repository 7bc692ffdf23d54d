import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "@jest/globals";

const PROGRAM = path.join(import.meta.dirname, "flow-program.ts");

interface Status {
  readonly paused: number;
  readonly runs: { readonly recipe: string; readonly status: string }[];
}
interface Line {
  readonly recipe: string;
  readonly step: string;
  readonly resume_url?: string;
  readonly runs?: number;
  readonly resumed?: boolean;
}

let home = "";
let child: ChildProcess | undefined;

afterEach(async () => {
  await kill();
  await rm(home, { recursive: true, force: true });
});

async function launch(...args: string[]): Promise<string> {
  const started = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", PROGRAM, home, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = started;
  const [chunk] = (await Promise.race([once(started.stdout, "data"), once(started, "exit")])) as [Buffer | number];
  if (!Buffer.isBuffer(chunk)) throw new Error(`The program ended with ${chunk} before it was ready.`);
  return (JSON.parse(chunk.toString()) as { url: string }).url;
}

async function kill(): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

async function until(url: string, reached: (status: Status) => boolean): Promise<Status> {
  for (;;) {
    const status = (await (await fetch(url)).json()) as Status;
    if (reached(status)) return status;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function lines(): Promise<Line[]> {
  const text = await readFile(path.join(home, "steps.log"), "utf8");
  return text
    .trim()
    .split("\n")
    .map((each) => JSON.parse(each) as Line);
}

test("paused runs survive kill -9 and go on in another process, taking no step twice", async () => {
  home = await mkdtemp(path.join(tmpdir(), "lastedit-flow-"));
  await until(await launch("emit"), ({ paused }) => paused === 3);
  const resumeUrl = (await lines()).find(({ recipe, step }) => recipe === "suspend" && step === "pause")!.resume_url!;
  await kill();

  const url = await launch("due");
  // The address is that of the process before; what it names is in the database.
  const resumed = await fetch(`${url}/resume/${resumeUrl.split("/").at(-1)!}`, { method: "POST", body: "{}" });
  expect(resumed.status).toBe(200);
  const { runs } = await until(url, (status) => status.runs.every(({ status: each }) => each === "succeeded"));
  expect(runs).toHaveLength(3);
  const taken = (await lines()).map(({ recipe, step, runs: times, resumed: by }) => [
    recipe,
    step,
    times ?? by ?? null,
  ]);
  expect(taken.filter(([recipe]) => recipe === "delay")).toEqual([
    ["delay", "before", null],
    ["delay", "pause", null],
    ["delay", "after", false],
  ]);
  expect(taken.filter(([recipe]) => recipe === "suspend")).toEqual([
    ["suspend", "before", null],
    ["suspend", "pause", null],
    ["suspend", "after", true],
  ]);
  expect(taken.filter(([recipe]) => recipe === "rerun")).toEqual([
    ["rerun", "before", null],
    ["rerun", "pause", 1],
    ["rerun", "pause", 2],
    ["rerun", "after", false],
  ]);
}, 60_000);
