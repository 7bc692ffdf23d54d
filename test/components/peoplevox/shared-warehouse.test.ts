import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { build } from "esbuild";
import type * as sharedWarehouse from "../../../components/peoplevox/shared-warehouse.ts";
import { startSmallPeoplevox } from "./support/small-peoplevox.ts";
import type { SmallPeoplevox } from "./support/small-peoplevox.ts";

type SharedWarehouse = typeof sharedWarehouse;

let peoplevox: SmallPeoplevox;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lastedit-bundles-"));
  peoplevox = await startSmallPeoplevox({
    "Sales orders": [1, 2, 3].map((index) => ({
      SalesOrderNumber: `SO-${String(index)}`,
      CustomerPurchaseOrderReferenceNumber: `#${String(index)}`,
      Status: "New",
      OnHold: "false",
    })),
  });
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await peoplevox.close();
});

/** Two copies of the file, each bundled with all it needs, as two built components carry it. */
async function twoBundles(): Promise<[SharedWarehouse, SharedWarehouse]> {
  const bundles = ["one", "two"].map(async (name) => {
    const outfile = join(folder, `${name}.mjs`);
    await build({
      entryPoints: ["components/peoplevox/shared-warehouse.ts"],
      bundle: true,
      platform: "node",
      target: "node20",
      format: "esm",
      outfile,
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
      logLevel: "silent",
    });
    return (await import(pathToFileURL(outfile).href)) as SharedWarehouse;
  });
  return Promise.all(bundles) as Promise<[SharedWarehouse, SharedWarehouse]>;
}

const settingsOf = () => ({ url: peoplevox.url, clientId: "acme1234", username: "api", password: "secret-password" });

test("two built components share session, budget and merging, and count their requests together", async () => {
  const [one, two] = await twoBundles();
  expect(one.warehouseFor).not.toBe(two.warehouseFor);
  const [first, second] = [one.warehouseFor(settingsOf()), two.warehouseFor(settingsOf())];
  const headers = await Promise.all([
    first.warehouse.readHeader("SO-1"),
    second.warehouse.readHeader("SO-2"),
    first.warehouse.readHeader("SO-3"),
  ]);
  expect(headers.map((header) => header?.salesOrderNumber)).toEqual(["SO-1", "SO-2", "SO-3"]);
  expect(peoplevox.counts()).toEqual({ Authenticate: 1, GetData: 1 });
  expect(two.sentPeoplevoxRequests()).toMatchObject(one.sentPeoplevoxRequests());
  expect(one.sentPeoplevoxRequests()["GetData"]).toBeGreaterThanOrEqual(1);
});

test("another password, user or profile is another client; the password is nowhere in the keys", async () => {
  const [{ warehouseFor }] = await twoBundles();
  const shared = warehouseFor(settingsOf());
  expect(warehouseFor({ ...settingsOf() })).toBe(shared);
  expect(warehouseFor({ ...settingsOf(), password: "another-password" })).not.toBe(shared);
  expect(warehouseFor({ ...settingsOf(), username: "somebody" })).not.toBe(shared);
  expect(warehouseFor({ ...settingsOf(), profile: { usesLine: true } })).not.toBe(shared);
  const registry: unknown = Reflect.get(globalThis, Symbol.for("lastedit.peoplevox.clients"));
  expect(inspect(registry, { depth: 20, showHidden: true })).not.toMatch(/secret-password|another-password/);
});

test("all users of a tenant share one request budget", async () => {
  const [{ warehouseFor }] = await twoBundles();
  const requestBudget = { requests: 2, perMs: 400 };
  const first = warehouseFor({ ...settingsOf(), profile: { requestBudget } });
  const second = warehouseFor({ ...settingsOf(), profile: { requestBudget, usesLine: true } });
  const startedAt = Date.now();
  await Promise.all([first.warehouse.readHeader("SO-1"), second.warehouse.readHeader("SO-1")]);
  expect(peoplevox.counts()).toEqual({ Authenticate: 2, GetData: 2 });
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(400);
});
