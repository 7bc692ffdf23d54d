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

const IMPORT_DELAY_MS = 3_000;

/** Starts both systems as a process of their own. It ends when this process does, also when that is killed. */
export async function startDemoSandbox({ root }: Places): Promise<DemoSandbox> {
  const child = fork(
    path.join(root, "sandbox", "cli", "main.ts"),
    ["--seed", String(Date.now() % 100_000), "--import-delay-ms", String(IMPORT_DELAY_MS)],
    {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    },
  );
  const info = await readInfo(child);
  const control = (method: "GET" | "POST" | "PUT", path: string, body?: object): Promise<unknown> =>
    callControl(`${info.control.url}${path}`, method, body);
  return {
    info,
    async begin() {
      await control("PUT", "/peoplevox/warehouse/automatic", WAREHOUSE);
      await control("PUT", "/shopify/customers", CUSTOMERS);
      await placeFirstOrder(control);
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
  // As the sandbox's tenant is: items have the column Line, and its importer puts gift messages into Attribute1.
  const profile = { usesLine: true, fields: [{ field: "Attribute1", template: "{attribute.Gift message}" }] };
  return {
    connections: {
      shop: { type: "shopify", ...shop, adminUrl },
      warehouse: { type: "peoplevox", ...peoplevox, profile },
    },
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

/** One customer who changes her mind soon, so that nobody waits for chance to see the first edit. */
async function placeFirstOrder(
  control: (method: "GET" | "POST", path: string, body?: object) => Promise<unknown>,
): Promise<void> {
  const catalogue = (await control("GET", "/shopify/catalogue")) as {
    variants: { sku: string; knownToWarehouse: boolean; requiresShipping: boolean }[];
  }[];
  const stocked = catalogue
    .flatMap(({ variants }) => variants)
    .filter(({ knownToWarehouse, requiresShipping }) => knownToWarehouse && requiresShipping);
  const [first, second] = stocked.map(({ sku }) => sku);
  const order = (await control("POST", "/shopify/orders", { lines: [{ sku: first, quantity: 1 }] })) as { id: string };
  const change = (): Promise<unknown> =>
    control("POST", `/shopify/orders/${order.id}/edit`, { changes: [{ add: { sku: second, quantity: 1 } }] });
  // The edit is part of the show only: when the shop refuses it, the other customers go on.
  setTimeout(() => void change().catch(() => undefined), IMPORT_DELAY_MS + 1_000).unref();
}

async function callControl(url: string, method: string, body: object | undefined): Promise<unknown> {
  const json =
    body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(url, { method, ...json });
  if (!response.ok)
    throw new Error(`The sandbox refused ${method} ${url} with ${response.status}: ${await response.text()}`);
  return response.json();
}
