import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import path from "node:path";

const root = path.join(import.meta.dirname, "..", "..", "..");
/** The cache is what `npm start` has: a start takes half the time. The console is not looked at here. */
const AS_STARTED = { LASTEDIT_BUILD_CONSOLE: "never", NODE_COMPILE_CACHE: path.join(root, ".cache", "compiled") };

/** One process of LastEdit, as a user starts it. */
export interface LastEditProcess {
  readonly name: string;
  readonly kind: "start" | "worker";
  readonly pid: number;
  readonly isRunning: boolean;
  /** How it ended by itself, if it did: nobody asked for it. */
  readonly endedBy: string | null;
  /** Resolves when the process is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
  send(signal: NodeJS.Signals): void;
}

export interface ProcessOptions {
  readonly name: string;
  readonly kind: "start" | "worker";
  readonly env: Readonly<Record<string, string>>;
  /** Given to Node before the program, such as `--import FILE`. */
  readonly nodeFlags?: readonly string[];
  /** Where the program is; another version may be elsewhere. @defaultValue this one */
  readonly program?: string;
}

/** @returns Once it says that it runs. @throws When it ends before that */
export async function startProcess(options: ProcessOptions): Promise<LastEditProcess> {
  const { name, kind, env, nodeFlags = [], program = path.join(root, "runtime/cli/lastedit.ts") } = options;
  const flags = ["--disable-warning=ExperimentalWarning", ...nodeFlags];
  const child = spawn(process.execPath, [...flags, program, kind, "--json"], {
    env: { ...process.env, ...AS_STARTED, ...env },
    // By its channel it hears when whoever started it is gone, and ends too.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const asked = { toEnd: false };
  let endedBy: string | null = null;
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-4_000)));
  child.once("exit", (code, signal) => {
    if (!asked.toEnd) endedBy = `${signal ?? `exit code ${String(code)}`}. ${said}`.trim();
  });
  await firstLine(child, () => said);
  return {
    name,
    kind,
    pid: child.pid ?? 0,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null;
    },
    get endedBy() {
      return endedBy;
    },
    end(signal) {
      asked.toEnd = true;
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
      return new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill(signal);
      });
    },
    send(signal) {
      if (signal === "SIGTERM") asked.toEnd = true;
      child.kill(signal);
    },
  };
}

function firstLine(child: ChildProcess, said: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("\n")) resolve();
    });
    child.once("exit", (code, signal) =>
      reject(new Error(`The process ended with ${signal ?? String(code)} before it ran. ${said()}`)),
    );
  });
}
