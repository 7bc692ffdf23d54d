import { userInfo } from "node:os";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { searchAuditLog } from "../../../runtime/store/audit-log.ts";
import { lastedit } from "../cli/cli-world.ts";
import { openApiWorld } from "./api-world.ts";
import type { ApiWorld } from "./api-world.ts";

let world: ApiWorld;
let env: Record<string, string>;

beforeAll(async () => {
  world = await openApiWorld();
  env = { LASTEDIT_HOME: world.home, LASTEDIT_CONFIG: path.join(world.home, "none.yaml") };
}, 30_000);

afterAll(() => world.close());

async function run(...args: string[]): Promise<void> {
  const { code, stderr } = await lastedit(args, env);
  expect([code, stderr]).toEqual([0, ""]);
}

/** Oldest first. */
async function log(): Promise<unknown[]> {
  const { entries } = await searchAuditLog(world.store.database, { limit: 50 });
  return entries
    .toReversed()
    .map(({ by, what, subject, before, after, fromAddress }) => [by, what, subject, before, after, fromAddress]);
}

test("what commands change is in the audit log, with who called them, before and after, and without secrets", async () => {
  const secrets = path.join(world.home, "secrets.yaml");
  await writeFile(
    secrets,
    "connections:\n  team: { type: app, app: slack, auth: { oauth_access_token: xoxb-planted } }\n",
  );
  const who = userInfo().username;
  await Promise.all([
    run("recipe", "disable", "audit-sku-catalogue"),
    run("recipe", "customise", "sync-order-details"),
    run("connections", "import", secrets),
  ]);
  await run("stop-everything", "--because", "Stocktake");
  await run("connections", "remove", "team");

  const found = await log();
  expect(found).toHaveLength(5);
  const account = { type: "app", fields: ["app:slack"] };
  expect(found).toEqual(
    expect.arrayContaining([
      [who, "recipes.disable", "audit-sku-catalogue", null, { enabled: false }, ""],
      [who, "recipes.reload", "sync-order-details", null, { because: "customised" }, ""],
      [who, "connections.create", "team", null, account, ""],
      [who, "connections.stopEverything", "", null, { scope: "everything", because: "Stocktake", until: null }, ""],
      [who, "connections.remove", "team", account, null, ""],
    ]),
  );
  expect(JSON.stringify(found)).not.toContain("planted");
}, 30_000);

test("the console's own changes are written once, though it works on the same store", async () => {
  const admin = await world.signedIn("Ada", "admin");
  const before = (await log()).length;
  await admin.post("/controls/resume-everything", {});
  expect((await log()).slice(before)).toEqual([
    ["Ada", "connections.resumeEverything", "", null, expect.anything(), "127.0.0.1"],
  ]);
});
