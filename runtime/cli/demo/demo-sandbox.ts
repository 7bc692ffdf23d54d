import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import path from "node:path";
import type { Config } from "../../connections/config-schema.ts";
import type { Places } from "../installation/places.ts";

/** What the sandbox prints when it is ready, as its README says. */
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
    readonly apiVersion: string;
  };
  readonly control: { readonly url: string };
}

export interface DemoSandbox {
  readonly info: SandboxInfo;
  /** Lets customers place and edit orders, and the warehouse pick at a leisurely pace. */
  begin(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Customers change their minds within two minutes; the warehouse begins an order after about two. Some come too late,
 * as in life. Peoplevox's budget is 60 requests a minute, so more orders than these would only wait.
 */
const CUSTOMERS = { ordersPerMinute: 5, editsPerOrder: 1.5, editWindowMs: 100_000, unknownSkuShare: 0.03 };
const WAREHOUSE = {
  on: true,
  pickStartMs: 120_000,
  pickLineMs: 20_000,
  packMs: 20_000,
  despatchMs: 30_000,
  jitter: 0.5,
};

/** Starts both systems as a process of their own. It ends when this process does, also when that is killed. */
export async function startDemoSandbox({ root }: Places): Promise<DemoSandbox> {
  const child = fork(
    path.join(root, "sandbox", "cli", "main.ts"),
    ["--seed", String(Date.now() % 100_000), "--import-delay-ms", "3000"],
    {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    },
  );
  const info = await readInfo(child);
  return {
    info,
    async begin() {
      await put(`${info.control.url}/peoplevox/warehouse/automatic`, WAREHOUSE);
      await put(`${info.control.url}/shopify/customers`, CUSTOMERS);
    },
    stop() {
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
      return new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      });
    },
  };
}

/** The demo's configuration: the sandbox's connections, and a settle window that nobody has to wait for. */
export function demoConfig({ shopify, peoplevox }: SandboxInfo): Pick<Config, "connections" | "recipes"> {
  const { url: adminUrl, ...shop } = shopify;
  const quick = { settleSeconds: 5, maxWaitSeconds: 30, timer: { intervalSeconds: 2 } };
  return {
    connections: { shop: { type: "shopify", ...shop, adminUrl }, warehouse: { type: "peoplevox", ...peoplevox } },
    recipes: {
      "send-order-edit-to-warehouse": { enabled: true, connections: {}, triggers: { "shopify-order-edited": quick } },
    },
  };
}

function readInfo(child: ChildProcess): Promise<SandboxInfo> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      const end = text.indexOf("\n");
      if (end >= 0) resolve(JSON.parse(text.slice(0, end)) as SandboxInfo);
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`The sandbox ended with code ${code ?? "none"} before it was ready. Nothing was started.`)),
    );
  });
}

async function put(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The sandbox refused ${url} with ${response.status}: ${await response.text()}`);
}
