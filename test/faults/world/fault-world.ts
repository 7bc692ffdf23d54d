import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { stringify } from "yaml";
import type { OpenException } from "../../../domain/exceptions/exception.ts";
import { buildComponents } from "../../../runtime/build/build-components.ts";
import type { RunView, Status } from "../../../runtime/cli/local-api/backend.ts";
import { startSandboxProcess, until } from "../../end-to-end/installation.ts";
import type { SandboxProcess } from "../../end-to-end/installation.ts";
import { openCourier } from "./courier.ts";
import type { Courier } from "./courier.ts";
import { freePort } from "./free-port.ts";
import { startProcess } from "./lastedit-process.ts";
import type { LastEditProcess } from "./lastedit-process.ts";
import { openSoapGate } from "./soap-gate.ts";
import type { SoapGate } from "./soap-gate.ts";

/** Twenty times Peoplevox's budget, so that a fault and its end fit into seconds. */
const QUICK_BUDGET = { requests: 300, perMs: 15_000 };

export interface FaultWorldOptions {
  readonly seed?: number;
  /** Where the processes find their database; `null` for the embedded one, which only one process can use. */
  readonly databaseUrl: string | null;
  /** Runs in flight at once in the process that takes webhooks; few, so that workers get their part. @defaultValue 500 */
  readonly startConcurrency?: number;
  /** Runs in flight at once in each worker. @defaultValue 500 */
  readonly workerConcurrency?: number;
  /** @defaultValue 300 in 15 s */
  readonly budget?: { readonly requests: number; readonly perMs: number };
  /** `false`: neither the warehouse nor the shop counts requests. @defaultValue true */
  readonly rateLimit?: boolean;
  /** Where the data folders are made. */
  readonly parent?: string;
  /** @defaultValue 60, so never in a test: what webhooks lose is then lost */
  readonly pollMinutes?: number;
  readonly settleSeconds?: number;
  /**
   * `false`: the processes reach the warehouse at its own address. A tenant is known by its address, so only then do they
   * share its budget. @defaultValue true
   */
  readonly gates?: boolean;
  /** Laid over the environment of every process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeFlags?: readonly string[];
  /** The Shopify that LastEdit talks to is behind this address instead. */
  readonly shopifyUrl?: (real: string) => string;
  /** As `shopifyUrl`, for the warehouse; only without gates. */
  readonly warehouseUrl?: (real: string) => string;
  /** Laid over what LastEdit is told about the tenant. */
  readonly profile?: Readonly<Record<string, unknown>>;
}

/** How one process is to differ. */
export interface ProcessWish {
  readonly databaseUrl?: string;
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeFlags?: readonly string[];
}

/** A shop, a warehouse, and processes of LastEdit between them, each with its own way to the warehouse. */
export interface FaultWorld {
  readonly sandbox: SandboxProcess;
  readonly courier: Courier;
  /** Where LastEdit takes webhooks. */
  readonly hooksUrl: string;
  readonly processes: ReadonlyMap<string, LastEditProcess>;
  gate(name: string): SoapGate;
  /** Starts a process of this name, or starts it again with the same data folder. */
  start(name: string, kind: "start" | "worker", wish?: ProcessWish): Promise<LastEditProcess>;
  /** What the process that takes webhooks says; its data folder's address. */
  api<Answer>(path: string): Promise<Answer>;
  unfinished(): Promise<RunView[]>;
  openExceptions(): Promise<OpenException[]>;
  homeOf(name: string): string;
  close(): Promise<void>;
}

export async function openFaultWorld(options: FaultWorldOptions): Promise<FaultWorld> {
  const { seed = 1, budget = QUICK_BUDGET } = options;
  await buildComponents();
  const folder = await mkdtemp(path.join(options.parent ?? tmpdir(), "lastedit-faults-"));
  const port = await freePort();
  const sandbox = await startSandboxProcess(
    [
      ...["--seed", String(seed), "--import-delay-ms", "0", "--shopify-plan", "plus"],
      ...["--rate-limit", options.rateLimit === false ? "off" : "on"],
    ],
    {
      lineRemoval: "quantity-0",
      refusesEditsOncePicked: false,
      requestBudget: budget,
    },
  );
  const courier = await openCourier(() => `http://127.0.0.1:${port}`);
  const key = randomBytes(32).toString("base64");
  const processes = new Map<string, LastEditProcess>();
  const gates = new Map<string, SoapGate>();
  const homeOf = (name: string): string => path.join(folder, name);
  let serving: string | null = null;

  async function configure(name: string, kind: "start" | "worker", soapUrl: string): Promise<string> {
    const { url, ...shop } = sandbox.info.shopify;
    const adminUrl = options.shopifyUrl?.(url) ?? url;
    const file = path.join(folder, `${name}.yaml`);
    const settled = { settleSeconds: options.settleSeconds ?? 1, maxWaitSeconds: 5, timer: { intervalSeconds: 1 } };
    const config = {
      port,
      publicUrl: courier.url,
      concurrency: (kind === "start" ? options.startConcurrency : options.workerConcurrency) ?? 500,
      connections: {
        shop: { type: "shopify", ...shop, adminUrl },
        warehouse: {
          type: "peoplevox",
          ...sandbox.info.peoplevox,
          url: soapUrl,
          profile: { lineRemoval: "quantity-0", usesLine: true, requestBudget: budget, ...options.profile },
        },
      },
      recipes: {
        "send-order-edit-to-warehouse": {
          triggers: { "shopify-order-edited": { ...settled, pollMinutes: options.pollMinutes ?? 60 } },
        },
      },
    };
    await writeFile(file, stringify(config));
    return file;
  }

  return {
    sandbox,
    courier,
    hooksUrl: `http://127.0.0.1:${port}`,
    processes,
    homeOf,
    gate(name) {
      const gate = gates.get(name);
      if (gate === undefined)
        throw new Error(`No process is called "${name}"; there is: ${[...gates.keys()].join(", ")}.`);
      return gate;
    },
    async start(name, kind, wish = {}) {
      const gate = gates.get(name) ?? (await openSoapGate(sandbox.info.peoplevox.url));
      gates.set(name, gate);
      await mkdir(homeOf(name), { recursive: true });
      const databaseUrl = wish.databaseUrl ?? options.databaseUrl;
      const { url: realWarehouse } = sandbox.info.peoplevox;
      const warehouse = options.gates === false ? (options.warehouseUrl?.(realWarehouse) ?? realWarehouse) : gate.url;
      const started = await startProcess({
        name,
        kind,
        nodeFlags: [...(options.nodeFlags ?? []), ...(wish.nodeFlags ?? [])],
        ...(wish.program === undefined ? {} : { program: wish.program }),
        env: {
          LASTEDIT_HOME: homeOf(name),
          LASTEDIT_CONFIG: await configure(name, kind, warehouse),
          LASTEDIT_KEY: key,
          ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
          ...options.env,
          ...wish.env,
        },
      });
      processes.set(name, started);
      if (kind === "worker") return started;
      serving = name;
      await until("the source is active", 60_000, async () => {
        const { sources } = await api<Status>("/api/status");
        return sources.every(({ state }) => ["active", "elsewhere"].includes(state)) || JSON.stringify(sources);
      });
      return started;
    },
    api,
    unfinished: async () => [
      ...(await api<RunView[]>("/api/runs?status=waiting&limit=500")),
      ...(await api<RunView[]>("/api/runs?status=running&limit=500")),
    ],
    openExceptions: () => api("/api/exceptions?status=open"),
    async close() {
      await Promise.all([...processes.values()].map((each) => each.end("SIGKILL")));
      await Promise.all([courier.close(), ...[...gates.values()].map((gate) => gate.close())]);
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };

  async function api<Answer>(wanted: string): Promise<Answer> {
    if (serving === null) throw new Error("No process takes webhooks yet.");
    const address = JSON.parse(await readFile(path.join(homeOf(serving), "local-api.json"), "utf8")) as {
      url: string;
      token: string;
    };
    const response = await fetch(`${address.url}${wanted}`, { headers: { authorization: `Bearer ${address.token}` } });
    if (!response.ok) throw new Error(`The local API answered ${wanted} with ${response.status}.`);
    return (await response.json()) as Answer;
  }
}
