import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSandbox } from "../../../sandbox/server.ts";
import type { Sandbox } from "../../../sandbox/server.ts";
import { controlOf } from "../../../runtime/examples/control.ts";
import type { Control } from "../../../runtime/examples/control.ts";

const PROGRAM = path.resolve("runtime/cli/lastedit.ts");

/** Whatever the API answers; a test looks at what it is about. */
export type Answer = Readonly<Record<string, unknown>>;

/** A real LastEdit between both sandboxes, and a person who is signed in. */
export interface ApiWorld {
  readonly sandbox: Sandbox;
  readonly control: Control;
  readonly home: string;
  readonly url: string;
  call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly text: string; readonly body: Answer }>;
  close(): Promise<void>;
}

export async function openApiWorld(): Promise<ApiWorld> {
  const home = await mkdtemp(path.join(tmpdir(), "lastedit-api-"));
  const sandbox = await startSandbox({ rateLimit: false, importer: { on: true, delayMs: 0 } });
  const config = path.join(home, "lastedit.config.yaml");
  await writeFile(config, JSON.stringify(configOf(sandbox)));
  const child = fork(PROGRAM, ["start", "--json"], {
    env: { ...process.env, LASTEDIT_HOME: home, LASTEDIT_CONFIG: config },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const { url, signIn } = await told(child);
  const session = await signedIn(url, signIn);
  return {
    sandbox,
    control: controlOf(sandbox.info.control.url),
    home,
    url,
    async call(method, where, body) {
      const response = await fetch(`${url}/api/v1${where}`, {
        method,
        headers: { ...session, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = (response.headers.get("content-type") ?? "").includes("json");
      return { status: response.status, text, body: (isJson ? JSON.parse(text) : {}) as Answer };
    },
    async close() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      await sandbox.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function configOf({ info: { shopify, peoplevox } }: Sandbox): object {
  return {
    port: 0,
    connections: {
      shop: {
        type: "shopify",
        shop: shopify.shop,
        accessToken: shopify.accessToken,
        clientSecret: shopify.clientSecret,
        apiVersion: shopify.apiVersion,
        adminUrl: shopify.url,
      },
      warehouse: {
        type: "peoplevox",
        url: peoplevox.url,
        clientId: peoplevox.clientId,
        username: peoplevox.username,
        password: peoplevox.password,
        profile: { lineRemoval: "quantity-0", usesLine: true, requestBudget: { requests: 1_000, perMs: 1_000 } },
      },
    },
    recipes: {
      "send-order-edit-to-warehouse": { triggers: { "shopify-order-edited": { settleSeconds: 0 } } },
    },
  };
}

async function told(child: ChildProcess): Promise<{ readonly url: string; readonly signIn: string }> {
  const heard: string[] = [];
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`LastEdit ended with ${String(code)}: ${heard.join("")}`)));
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      heard.push(text);
      try {
        const { url, console: signIn } = JSON.parse(heard.join("")) as { url: string; console: string };
        resolve({ url, signIn });
      } catch {
        // Not all of it has come yet.
      }
    });
  });
}

async function signedIn(url: string, link: string): Promise<Record<string, string>> {
  const response = await fetch(`${url}/api/v1/sign-in/link`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: link.split("#")[1] }),
  });
  const { csrf } = (await response.json()) as { csrf: string };
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  return { cookie, "x-csrf-token": csrf };
}
