import { fork, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readApiAddress } from "../../../runtime/cli/local-api/address-file.ts";
import type { Backend } from "../../../runtime/cli/local-api/backend.ts";
import { remoteBackend } from "../../../runtime/cli/local-api/remote-backend.ts";

const ROOT = path.join(import.meta.dirname, "../../..");
const CLI = path.join(ROOT, "runtime/cli/lastedit.ts");

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command of the real program to its end. */
export function lastedit(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
}

interface SandboxInfo {
  readonly peoplevox: {
    readonly url: string;
    readonly clientId: string;
    readonly username: string;
    readonly password: string;
  };
  readonly shopify: {
    readonly url: string;
    readonly shop: string;
    readonly accessToken: string;
    readonly clientSecret: string;
  };
  readonly control: { readonly url: string };
}

/** Both sandboxes, a data folder, and a configuration that connects LastEdit with them. */
export interface CliWorld {
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  readonly sandbox: SandboxInfo;
  control(method: "GET" | "POST" | "PUT", path: string, body?: object): Promise<unknown>;
  /** The LastEdit that runs, as commands ask it: to wait for something, a process for each look would be dear. */
  running(): Promise<Backend>;
  /** Starts `lastedit start` and waits until it is ready. */
  start(): Promise<ChildProcess>;
  /** Kills what a test has started and not ended. */
  endStarted(): Promise<void>;
  close(): Promise<void>;
}

export async function openCliWorld(): Promise<CliWorld> {
  const home = await mkdtemp(path.join(tmpdir(), "lastedit-cli-"));
  const server = fork(path.join(ROOT, "sandbox/cli/main.ts"), ["--rate-limit", "off", "--import-delay-ms", "0"], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const sandbox = JSON.parse(await firstLine(server)) as SandboxInfo;
  const configFile = path.join(home, "lastedit.config.yaml");
  await writeFile(configFile, configFor(sandbox));
  const env = {
    LASTEDIT_HOME: path.join(home, "data"),
    LASTEDIT_CONFIG: configFile,
    // Nobody looks at it here.
    LASTEDIT_BUILD_CONSOLE: "never",
  };
  const started: ChildProcess[] = [];
  const endStarted = async (): Promise<void> => {
    for (const child of started.splice(0)) await end(child, "SIGKILL");
  };
  return {
    env,
    home: env.LASTEDIT_HOME,
    sandbox,
    async control(method, route, body) {
      const json =
        body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      const response = await fetch(`${sandbox.control.url}${route}`, { method, ...json });
      if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    async running() {
      const address = await readApiAddress(env.LASTEDIT_HOME);
      if (address === null) throw new Error("No LastEdit has said where it can be asked.");
      return remoteBackend(address);
    },
    async start() {
      const child = spawn(process.execPath, [CLI, "start", "--json", "--grace", "5"], {
        env: { ...process.env, ...env },
        stdio: ["ignore", "pipe", "inherit"],
      });
      started.push(child);
      await firstLine(child);
      return child;
    },
    endStarted,
    async close() {
      await endStarted();
      await end(server, "SIGKILL");
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Ends a process and waits until it is gone. @returns Its exit code, `null` after a kill */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  child.kill(signal);
  return gone;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
    child.once("exit", (code) =>
      reject(new Error(`The process ended with ${code ?? "a signal"} before it was ready.`)),
    );
  });
}

function configFor({ shopify, peoplevox }: SandboxInfo): string {
  return `
port: 0
connections:
  shop:
    type: shopify
    shop: ${shopify.shop}
    accessToken: ${shopify.accessToken}
    clientSecret: ${shopify.clientSecret}
    adminUrl: ${shopify.url}
  warehouse:
    type: peoplevox
    url: ${peoplevox.url}
    clientId: ${peoplevox.clientId}
    username: ${peoplevox.username}
    password: ${peoplevox.password}
    profile: { lineRemoval: delete-row, requestBudget: { requests: 1000, perMs: 1000 } }
recipes:
  send-order-edit-to-warehouse:
    triggers:
      shopify-order-edited: { settleSeconds: 1, maxWaitSeconds: 5, timer: { intervalSeconds: 1 } }
`;
}
