import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { end, lastedit } from "./cli-world.ts";

let folder: string;
let env: Record<string, string>;
let running: ChildProcess;

/** Many processes, one after the other, on a machine that may have much else to do. */
jest.setTimeout(90_000);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lastedit-store-cli-"));
  const config = path.join(folder, "lastedit.config.yaml");
  await writeFile(config, "port: 0\nrecipes: {}\nhistory: { keepDays: 10, maskAfterDays: 3 }\n");
  await writeFile(
    path.join(folder, "secrets.yaml"),
    "connections:\n  shop: { type: shopify, shop: demo.myshopify.com, accessToken: shpat_secret }\n",
  );
  env = { LASTEDIT_HOME: path.join(folder, "home"), LASTEDIT_CONFIG: config, LASTEDIT_BUILD_CONSOLE: "never" };
  running = await start();
});

afterAll(async () => {
  await end(running, "SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, "../../../runtime/cli/lastedit.ts"), "start", "--json"],
    {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return child;
}

const json = async (...args: string[]): Promise<unknown> => {
  const { stdout, stderr, code } = await lastedit([...args, "--json"], env);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
};
const file = (name: string): string => path.join(folder, name);

test("keys are changed while LastEdit runs", async () => {
  await json("connections", "import", file("secrets.yaml"));
  const keyFile = path.join(folder, "home", "encryption.key");
  const before = await readFile(keyFile, "utf8");
  expect(await json("keys", "rotate")).toMatchObject({ done: true, resealed: 1 });
  expect(await readFile(keyFile, "utf8")).not.toBe(before);
});

test("retention says what it would do by this installation's rules, and privacy requests are checked", async () => {
  expect(await json("retention", "preview")).toMatchObject({
    rules: { keepDays: 10, maskAfterDays: 3, keepExceptionsDays: 365 },
    would: { runsRemoved: 0 },
  });
  await writeFile(file("request.json"), '{ "shop_domain": "demo.myshopify.com" }');
  const refused = await lastedit(["privacy", "redact", file("request.json")], env);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("This is no request about a customer")]);
  await writeFile(
    file("request.json"),
    '{ "shop_domain": "demo.myshopify.com", "customer": { "email": "jane@example.com" } }',
  );
  expect(await json("privacy", "export", file("request.json"))).toEqual({ runs: [], records: [] });
});

test("a backup is made while LastEdit runs; once put back, it knows its secrets", async () => {
  expect(await json("backup", file("backup.tgz"))).toMatchObject({ file: file("backup.tgz") });
  expect(await json("connections", "remove", "shop")).toEqual({ removed: "shop" });

  const inUse = await lastedit(["restore", file("backup.tgz"), "--force"], env);
  expect([inUse.code, inUse.stderr]).toEqual([1, expect.stringContaining("already open in the process")]);
  await end(running, "SIGTERM");
  const there = await lastedit(["restore", file("backup.tgz")], env);
  expect([there.code, there.stderr]).toEqual([1, expect.stringContaining("--force puts it aside")]);
  await json("restore", file("backup.tgz"), "--force");
  const folders = (await readdir(path.join(folder, "home"))).filter((name) => name.startsWith("database"));
  expect(folders).toEqual(["database", expect.stringMatching(/^database\.before-/)]);

  expect(await json("connections", "list")).toMatchObject([{ name: "shop" }]);
});
