import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";

const PROGRAM = path.join(import.meta.dirname, "crash-program.ts");
const KILLS = 5;
const ORDERS = 25;
const EDITS_PER_ORDER = 4;

interface Contents {
  readonly runs: { id: number; order_id: string; status: string; attempt: number; events: number }[];
  readonly steps: { run_id: number; namespace: string; status: string }[];
  readonly jobs: unknown[];
}

let home: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "lastedit-crash-"));
});

afterEach(async () => {
  if (child !== undefined) await kill(child);
  await rm(home, { recursive: true, force: true });
});

test("loses no acknowledged webhook and repeats no finished write, however often the process is killed", async () => {
  let program = await launch();
  let killed = 0;
  const acknowledged = new Map<string, number>();
  const deliveries = Array.from({ length: EDITS_PER_ORDER }, (_, edit) =>
    Array.from({ length: ORDERS }, (__, order) => ({ order: String(order), edit })),
  ).flat();
  const killAfter = Math.floor(deliveries.length / KILLS);

  for (const [index, delivery] of deliveries.entries()) {
    // As Shopify does: the same delivery again until it is acknowledged.
    while (!(await deliver(program.url, delivery))) program = await relaunchIfDead(program);
    acknowledged.set(delivery.order, delivery.edit);
    if (index % killAfter === killAfter - 1 && killed < KILLS) {
      await kill(child!);
      killed++;
      program = await launch();
    }
  }
  const contents = await untilQuiet(program.inspect);

  expect(killed).toBe(KILLS);
  expect(contents.jobs).toEqual([]);
  expect(new Set(contents.runs.map(({ status }) => status))).toEqual(new Set(["succeeded"]));
  expect(contents.runs.some(({ attempt }) => attempt > 1)).toBe(true);
  expect(contents.steps.some(({ status }) => status === "interrupted")).toBe(true);
  const twice = contents.steps
    .filter(({ status }) => status === "succeeded")
    .map(({ run_id, namespace }) => `${run_id} ${namespace}`);
  const finishedWrites = twice.filter((entry) => entry.endsWith("save"));
  expect(new Set(finishedWrites).size).toBe(finishedWrites.length);

  // Each write the warehouse saw was announced in the history, and the last one of each order is its latest edit.
  const writes = (await readFile(path.join(home, "writes.log"), "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { run: number; order: string; edit: number });
  const announced = contents.steps.filter(({ namespace }) => namespace === "save").length;
  expect(writes.length).toBeLessThanOrEqual(announced);
  for (const [order, edit] of acknowledged) expect(writes.findLast((write) => write.order === order)?.edit).toBe(edit);
}, 180_000);

interface Program {
  readonly url: string;
  readonly inspect: number;
}

function launch(): Promise<Program> {
  const started = spawn(process.execPath, [PROGRAM, home], { stdio: ["ignore", "pipe", "inherit"] });
  child = started;
  return new Promise((resolve, reject) => {
    let text = "";
    started.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.includes("\n")) resolve(JSON.parse(text) as Program);
    });
    started.once("exit", (code) =>
      reject(new Error(`The program ended with ${code ?? "a signal"} before it was ready.`)),
    );
  });
}

async function relaunchIfDead(program: Program): Promise<Program> {
  return child?.exitCode === null && child.signalCode === null ? program : launch();
}

async function kill(victim: ChildProcess): Promise<void> {
  if (victim.exitCode !== null || victim.signalCode !== null) return;
  const gone = new Promise((resolve) => victim.once("exit", resolve));
  victim.kill("SIGKILL");
  await gone;
}

async function deliver(url: string, delivery: object): Promise<boolean> {
  try {
    const response = await fetch(`${url}/hooks/orders`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(delivery),
    });
    return response.status === 200;
  } catch {
    return false;
  }
}

async function untilQuiet(port: number): Promise<Contents> {
  for (;;) {
    const contents = (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as Contents;
    if (contents.jobs.length === 0) return contents;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
