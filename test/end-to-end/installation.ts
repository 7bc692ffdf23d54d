import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import type { OpenException } from "../../domain/exceptions/exception.ts";
import { buildComponents } from "../../runtime/build/build-components.ts";
import type { RunDetailView, RunView, Status } from "../../runtime/cli/local-api/backend.ts";
import type { SandboxInfo } from "../../sandbox/server.ts";

const root = join(import.meta.dirname, "..", "..");

/** A sandbox as a process of its own, driven over its control API. */
export interface SandboxProcess {
  readonly info: SandboxInfo;
  control<Answer>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** LastEdit as a user starts it, with a data folder of its own. */
export interface Installation {
  /** What a command of the CLI prints with `--json`. */
  ask<Answer>(...command: string[]): Promise<Answer>;
  status(): Promise<Status>;
  /** Runs that wait or are under way. */
  unfinished(): Promise<RunView[]>;
  runs(order: string): Promise<RunView[]>;
  run(id: number): Promise<RunDetailView>;
  openExceptions(): Promise<OpenException[]>;
  /** Ends the process at once, as a power cut would, and starts it again. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** @param profile - The Peoplevox tenant; see `sandbox/README.md` */
export async function startSandboxProcess(
  flags: readonly string[],
  profile: Record<string, unknown>,
): Promise<SandboxProcess> {
  const folder = await mkdtemp(join(tmpdir(), "lastedit-sandbox-"));
  const file = join(folder, "profile.json");
  await writeFile(file, JSON.stringify(profile));
  const child = spawn(process.execPath, [join(root, "sandbox/cli/main.ts"), "--profile", file, ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const info = JSON.parse(await firstLine(child)) as SandboxInfo;
  return {
    info,
    async control(method, path, body) {
      const response = await fetch(info.control.url + path, {
        method,
        ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`The sandbox refused ${path}: ${response.status} ${await response.text()}`);
      return response.json() as never;
    },
    async stop() {
      await ended(child, "SIGTERM");
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * LastEdit with the recipe for order edits alone.
 *
 * @param profile - What LastEdit is told about the tenant
 * @param trigger - Props of the trigger that differ from the recipe's
 */
export function startInstallation(
  info: SandboxInfo,
  profile: Record<string, unknown>,
  trigger: Record<string, unknown>,
): Promise<Installation> {
  const triggers = { "shopify-order-edited": trigger };
  return startWithRecipes(info, profile, { "send-order-edit-to-warehouse": { triggers } });
}

/**
 * @param recipes - As in `lastedit.config.yaml`
 * @param ownRecipes - Texts of the merchant's own versions, by recipe
 */
export async function startWithRecipes(
  { shopify, peoplevox }: SandboxInfo,
  profile: Record<string, unknown>,
  recipes: Readonly<Record<string, object>>,
  ownRecipes: Readonly<Record<string, string>> = {},
): Promise<Installation> {
  await buildComponents();
  const home = await mkdtemp(join(tmpdir(), "lastedit-home-"));
  const config = join(home, "lastedit.config.yaml");
  const { url: adminUrl, ...shop } = shopify;
  await writeFile(
    config,
    stringify({
      port: await freePort(),
      connections: {
        shop: { type: "shopify", ...shop, adminUrl },
        warehouse: { type: "peoplevox", ...peoplevox, profile },
      },
      recipes,
    }),
  );
  for (const [name, text] of Object.entries(ownRecipes)) {
    const folder = join(home, "data", "recipes", name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "recipe.yaml"), text);
  }
  const env = {
    ...process.env,
    LASTEDIT_BUILD_CONSOLE: "never",
    // As `npm start` has it: a start takes half the time.
    NODE_COMPILE_CACHE: join(root, ".cache", "compiled"),
    LASTEDIT_HOME: join(home, "data"),
    LASTEDIT_CONFIG: config,
  };
  const cli = (args: readonly string[], stdio: "ignore" | "pipe"): ChildProcess =>
    spawn(process.execPath, ["--disable-warning=ExperimentalWarning", join(root, "runtime/cli/lastedit.ts"), ...args], {
      env,
      stdio: ["ignore", stdio, "inherit"],
    });
  const start = async (): Promise<ChildProcess> => {
    const child = cli(["start", "--json"], "pipe");
    await firstLine(child);
    return child;
  };
  let serving = await start();
  const ask = async (...command: string[]): Promise<never> => {
    const child = cli([...command, "--json"], "pipe");
    return JSON.parse(await wholeOutput(child)) as never;
  };
  /** The local API, as the CLI uses it; much quicker than a process for each question. */
  const api = async <Answer>(path: string): Promise<Answer> => {
    const address = JSON.parse(await readFile(join(home, "data", "local-api.json"), "utf8")) as {
      url: string;
      token: string;
    };
    const response = await fetch(`${address.url}${path}`, { headers: { authorization: `Bearer ${address.token}` } });
    if (!response.ok) throw new Error(`The local API answered ${path} with ${response.status}.`);
    return (await response.json()) as Answer;
  };
  return {
    ask,
    status: () => api("/api/status"),
    unfinished: async () => [
      ...(await api<RunView[]>("/api/runs?status=waiting&limit=500")),
      ...(await api<RunView[]>("/api/runs?status=running&limit=500")),
    ],
    runs: (order) => ask("runs", "--order", order),
    run: (id) => ask("runs", "show", String(id)),
    openExceptions: () => ask("exceptions"),
    async killAndRestart() {
      await ended(serving, "SIGKILL");
      serving = await start();
    },
    async stop() {
      await ended(serving, "SIGTERM");
      await rm(home, { recursive: true });
    },
  };
}

/** Waits until `holds` says true; a text says what it still waits for. */
export async function until(what: string, withinMs: number, holds: () => Promise<true | string>): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (let state = await holds(); state !== true; state = await holds()) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs / 1000} s: ${what}. ${state}`);
    await sleep(500);
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      const end = text.indexOf("\n");
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.once("exit", (code) => reject(new Error(`The process ended with ${code ?? "a signal"} and said: ${text}`)));
  });
}

function wholeOutput(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    child.once("close", (code) =>
      code === 0 ? resolve(text) : reject(new Error(`The command ended with ${code ?? "a signal"} and said: ${text}`)),
    );
  });
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
