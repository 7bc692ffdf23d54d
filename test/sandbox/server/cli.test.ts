import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import type { SandboxInfo } from "../../../sandbox/server.ts";

const MAIN = join(import.meta.dirname, "../../../sandbox/cli/main.ts");
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

interface Run {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  readonly ended: Promise<number | null>;
}

function run(...flags: string[]): Run {
  const child = spawn(process.execPath, [MAIN, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return { child, output, ended };
}

async function ready({ child, output }: Run): Promise<SandboxInfo> {
  while (!output.stdout.includes("\n")) {
    if (child.exitCode !== null) throw new Error(`The sandbox ended early: ${output.stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return JSON.parse(output.stdout) as SandboxInfo;
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "prints one line of JSON when both are ready, and ends cleanly on %s",
  async (signal) => {
    const sandbox = run("--seed", "7", "--clock", "manual", "--warehouse", "automatic", "--customers", "on");
    const info = await ready(sandbox);
    expect(Object.keys(info)).toEqual(["peoplevox", "shopify", "control"]);
    expect(Object.keys(info.peoplevox)).toEqual(["url", "clientId", "username", "password"]);
    expect(Object.keys(info.shopify)).toEqual(["url", "shop", "accessToken", "clientSecret", "apiVersion"]);
    expect(info.peoplevox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/acme1234\/resources\/integrationservicev4\.asmx$/);

    expect((await fetch(`${info.peoplevox.url}?wsdl`)).status).toBe(200);
    const graphql = await fetch(`${info.shopify.url}/admin/api/${info.shopify.apiVersion}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": info.shopify.accessToken },
      body: JSON.stringify({ query: "{ shop { myshopifyDomain } }" }),
    });
    expect(await graphql.json()).toMatchObject({ data: { shop: { myshopifyDomain: info.shopify.shop } } });
    const automatic = await fetch(`${info.control.url}/peoplevox/warehouse/automatic`);
    expect(await automatic.json()).toMatchObject({ on: true });
    const customers = await fetch(`${info.control.url}/shopify/customers`);
    expect(await customers.json()).toMatchObject({ ordersPlaced: 0 });

    sandbox.child.kill(signal);
    expect(await sandbox.ended).toBe(0);
    expect(sandbox.output.stdout.trim().split("\n")).toHaveLength(1);
    expect(sandbox.output.stderr).toBe("");
  },
);

test("takes a profile from a file, and refuses one it cannot use", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
  const good = join(folder, "good.json");
  const bad = join(folder, "bad.json");
  await writeFile(good, JSON.stringify({ clientId: "brand77", lineRemoval: "delete-row" }));
  await writeFile(bad, JSON.stringify({ lineRemoval: "always" }));
  const sandbox = run("--profile", good);
  expect((await ready(sandbox)).peoplevox.clientId).toBe("brand77");
  const refused = run("--profile", bad);
  expect(await refused.ended).toBe(1);
  expect(refused.output.stderr).toContain("lineRemoval");
  const missing = run("--profile", join(folder, "none.json"));
  expect(await missing.ended).toBe(1);
  expect(missing.output.stderr).toContain("cannot be read; nothing was started");
  await rm(folder, { recursive: true });
});

test("an unknown flag or value ends with 2 and a hint, and --help with 0", async () => {
  for (const flags of [["--speed", "9"], ["--clock", "broken"], ["--seed", "x"], ["extra"]]) {
    const refused = run(...flags);
    expect(await refused.ended).toBe(2);
    expect(refused.output.stderr).toContain("--help lists the options");
  }
  const help = run("--help");
  expect(await help.ended).toBe(0);
  expect(help.output.stdout).toContain("--peoplevox-port");
});

test("a port that is taken ends with 1 and names it", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const refused = run("--control-port", String(port));
  expect(await refused.ended).toBe(1);
  expect(refused.output.stderr).toContain(String(port));
  await new Promise((resolve) => other.close(resolve));
});
