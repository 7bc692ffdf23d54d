import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { CodeStepError } from "./code-step-error.ts";
import type { CodeLimits } from "./code-step.ts";
import type { ToChild, ToParent } from "./protocol.ts";

const PROGRAM = fileURLToPath(new URL("./code-step-program.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** What the program itself is made of. */
const OWN_CODE = ["package.json", "runtime/", "node_modules/"].map((place) => path.join(ROOT, place));

export interface StepProcessOptions {
  /** What it may read besides what the program is made of: real paths, those of folders with a slash at the end. */
  readonly readable: readonly string[];
  readonly namespace: string;
  readonly env: Readonly<Record<string, string>>;
  readonly limits: CodeLimits;
  readonly message: Exclude<ToChild, { kind: "answer" }>;
  /** Ends the process. */
  readonly signal?: AbortSignal | undefined;
  /** Gets everything but the last message. */
  onMessage(message: ToParent, answer: (message: ToChild) => void): void;
}

export type LastMessage = Extract<ToParent, { kind: "described" | "returned" | "threw" }>;

/**
 * Runs one step's code in a process of its own and ends it: Node's permission model lets it read its packages and
 * write to a folder that is deleted afterwards, and nothing else of this machine; its environment is what the recipe
 * names.
 *
 * @throws {CodeStepError} When it takes too long, needs too much memory, or ends without an answer
 */
export async function runStepProcess(options: StepProcessOptions): Promise<LastMessage> {
  const temporary = await mkdtemp(path.join(await realpath(tmpdir()), "lastedit-step-"));
  try {
    return await lastMessage(start(options, temporary), options);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function start({ readable, env, limits, signal }: StepProcessOptions, temporary: string): ChildProcess {
  const places = [...OWN_CODE, ...readable, `${temporary}/`];
  return fork(PROGRAM, [], {
    env: { ...env, TMPDIR: temporary },
    execArgv: [
      "--permission",
      ...places.map((place) => `--allow-fs-read=${place}`),
      `--allow-fs-write=${temporary}/`,
      `--max-old-space-size=${limits.memoryMb}`,
      "--disable-warning=ExperimentalWarning",
    ],
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    killSignal: "SIGKILL",
    ...(signal === undefined ? {} : { signal }),
  });
}

function lastMessage(child: ChildProcess, options: StepProcessOptions): Promise<LastMessage> {
  const { namespace, limits, message, onMessage } = options;
  const ended = Promise.withResolvers<LastMessage>();
  let last: LastMessage | null = null;
  let complaint = "";
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, limits.seconds * 1000);
  child.stdout?.setEncoding("utf8").on("data", (text: string) => onMessage(asLog("info", text), () => undefined));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaint = (complaint + text).slice(-4_000)));
  child.on("message", (told: ToParent) => {
    if (told.kind === "log" || told.kind === "call")
      onMessage(told, (answer) => void child.send(answer, () => undefined));
    else last = told;
  });
  child.once("error", (error) => ended.reject(new CodeStepError("code-step-ended", `${namespace}: ${error.message}`)));
  child.once("close", (code, signal) => {
    clearTimeout(timer);
    if (last !== null) ended.resolve(last);
    else ended.reject(whyEnded(namespace, limits, { late, complaint, how: signal ?? code ?? "nothing" }));
  });
  child.send(message, () => undefined);
  return ended.promise;
}

interface Ending {
  readonly late: boolean;
  readonly complaint: string;
  readonly how: string | number;
}

function whyEnded(
  namespace: string,
  { seconds, memoryMb }: CodeLimits,
  { late, complaint, how }: Ending,
): CodeStepError {
  const unknown = "Whether it changed anything elsewhere is not known.";
  if (late) {
    return new CodeStepError(
      "code-step-timeout",
      `The code of "${namespace}" took longer than ${seconds} s and was ended (limits.seconds). ${unknown}`,
    );
  }
  if (/heap out of memory|Reached heap limit/i.test(complaint)) {
    return new CodeStepError(
      "code-step-out-of-memory",
      `The code of "${namespace}" needed more than ${memoryMb} MB and was ended (limits.memoryMb). ${unknown}`,
    );
  }
  const said = complaint.trim().split("\n").at(-1) ?? "";
  return new CodeStepError(
    "code-step-ended",
    `The code of "${namespace}" ended its process (${how}) before it returned. ${said} ${unknown}`.replace("  ", " "),
  );
}

function asLog(level: "info" | "error", text: string): ToParent {
  return { kind: "log", level, text: text.trimEnd() };
}
