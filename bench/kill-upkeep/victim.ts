import { spawn } from "node:child_process";
import path from "node:path";

const PROGRAM = path.join(import.meta.dirname, "..", "..", "runtime/cli/lastedit.ts");

/** How a command ended. `killed`: before it had ended by itself. */
export interface Ended {
  readonly killed: boolean;
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
  readonly ms: number;
}

/** Runs one command of LastEdit, and kills it with SIGKILL after `killAfterMs`, where that is given. */
export function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  killAfterMs: number | null = null,
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
  const timer = killAfterMs === null ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  return new Promise((resolve) => {
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ killed: signal === "SIGKILL", code, output, errors, ms: performance.now() - began });
    });
  });
}
