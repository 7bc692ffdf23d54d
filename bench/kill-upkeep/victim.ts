import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const PROGRAM = path.join(import.meta.dirname, "..", "..", "runtime/cli/lastedit.ts");
const LOOK_EVERY_MS = 2;

/** How a command ended. */
export interface Ended {
  /** Whether something was killed before the command had ended by itself. */
  readonly killed: boolean;
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
  readonly ms: number;
  /** From its start until the sign was seen; `null` when it never was. */
  readonly signMs: number | null;
}

export interface KillPlan {
  /** Looked at until it is true. */
  sign(): Promise<boolean> | boolean;
  /** Killed so long after that; `null`: not at all. */
  readonly afterMs: number | null;
  /** `tool`: only what the command has called, such as `pg_dump`. */
  readonly whom: "command" | "tool";
}

/** Runs one command of LastEdit, and kills it, or what it has called, with SIGKILL. */
export function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  plan: KillPlan | null = null,
): Promise<Ended> {
  const began = performance.now();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", PROGRAM, ...args, "--json"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const state = { over: false, killed: false, signMs: null as number | null };
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const watching = plan === null ? Promise.resolve() : watchAndKill(plan);
  return ended.then(async (code) => {
    state.over = true;
    await watching;
    return { killed: state.killed, code, output, errors, ms: performance.now() - began, signMs: state.signMs };
  });

  async function watchAndKill({ sign, afterMs, whom }: KillPlan): Promise<void> {
    while (!state.over && !(await sign())) await sleep(LOOK_EVERY_MS);
    if (isOver()) return;
    state.signMs = performance.now() - began;
    if (afterMs === null) return;
    await sleep(afterMs);
    const pids = whom === "command" ? [child.pid ?? 0] : await childrenOf(child.pid ?? 0);
    if (isOver()) return;
    state.killed = pids.filter((pid) => killed(pid)).length > 0;
  }

  /** It changes while others are waited for. */
  function isOver(): boolean {
    return state.over;
  }
}

/** As Linux tells it. */
async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return text.split(" ").filter(Boolean).map(Number);
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}
