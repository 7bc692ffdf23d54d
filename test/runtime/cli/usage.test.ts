import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { lastedit } from "./cli-world.ts";

let env: Record<string, string>;

beforeAll(async () => {
  const home = await mkdtemp(path.join(tmpdir(), "lastedit-usage-"));
  env = { LASTEDIT_HOME: home, LASTEDIT_CONFIG: path.join(home, "none.yaml") };
});

afterAll(() => rm(env["LASTEDIT_HOME"] ?? "", { recursive: true, force: true }));

test("explains every command, with examples", async () => {
  const { code, stdout } = await lastedit(["--help"], env);
  expect(code).toBe(0);
  const commands = [...stdout.matchAll(/^ {2}([a-z-]+)[ |]/gm)]
    .map((match) => match[1] ?? "")
    .filter((name) => !["help", "sandbox"].includes(name));
  const known = ["start", "worker", "run", "runs", "replay", "exceptions", "recipe", "test", "connections", "doctor"];
  const steering = ["health", "pause", "resume", "cancel", "stop-everything", "resume-everything"];
  expect(commands).toEqual(expect.arrayContaining([...known, ...steering]));
  const helps = await Promise.all(commands.map((command) => lastedit([command, "--help"], env)));
  expect(helps.map(({ code }) => code)).toEqual(commands.map(() => 0));
  for (const { stdout: help } of helps) expect(help).toContain("Examples:\n  lastedit ");
}, 60_000);

test("answers a mistake in the call with 2 and a hint", async () => {
  const command = await lastedit(["rnus"], env);
  expect([command.code, command.stderr]).toEqual([2, expect.stringContaining("Did you mean runs?")]);
  const flag = await lastedit(["runs", "--stauts", "failed"], env);
  expect([flag.code, flag.stderr]).toEqual([2, expect.stringContaining("Did you mean --status?")]);
  const value = await lastedit(["runs", "--status", "broken"], env);
  expect([value.code, value.stderr]).toEqual([
    2,
    expect.stringContaining("waiting, running, succeeded, failed, cancelled"),
  ]);
  const missing = await lastedit(["run", "send-order-edit-to-warehouse"], env);
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining("--event <file>")]);
});

test("answers anything else that goes wrong with 1 and plain words", async () => {
  const worker = await lastedit(["worker"], env);
  expect([worker.code, worker.stderr]).toEqual([
    1,
    expect.stringContaining("set DATABASE_URL to a PostgreSQL. Nothing was started."),
  ]);
  const event = await lastedit(["run", "x", "--event", "/nowhere.json", "--json"], env);
  expect([event.code, JSON.parse(event.stderr)]).toEqual([
    1,
    { error: { code: "refused", message: expect.stringContaining("Nothing was run.") } },
  ]);
});

test("works on an empty data folder", async () => {
  expect(await lastedit(["runs"], env)).toMatchObject({ code: 0, stdout: "No run fits.\n" });
  expect(await lastedit(["exceptions", "--json"], env)).toMatchObject({ code: 0, stdout: "[]\n" });
  expect(await lastedit(["runs", "show", "7"], env)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("There is no run 7."),
  });
}, 60_000);

test("keeps imported connections encrypted, shows them without secrets, and removes them", async () => {
  const file = path.join(env["LASTEDIT_HOME"] ?? "", "secrets.yaml");
  await writeFile(file, "connections: { shop: { type: shopify, shop: demo.myshopify.com, accessToken: '${TOKEN}' } }");
  expect(await lastedit(["connections", "import", file], { ...env, TOKEN: "shpat_hidden" })).toMatchObject({ code: 0 });
  const listed = await lastedit(["connections", "list", "--json"], env);
  expect(JSON.parse(listed.stdout)).toEqual([
    { name: "shop", type: "shopify", fields: { shopifyShop: "demo.myshopify.com", shopifyAccessToken: "••••" } },
  ]);
  expect(await lastedit(["connections", "remove", "shop"], env)).toMatchObject({ code: 0 });
  expect(await lastedit(["connections", "remove", "shop"], env)).toMatchObject({ code: 1 });
}, 60_000);
