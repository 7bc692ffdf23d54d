import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import auditSkuCatalogue from "../../../actions/peoplevox/audit-sku-catalogue/audit-sku-catalogue.ts";
import { createSecondLook } from "../../../actions/peoplevox/audit-sku-catalogue/second-look.ts";
import type { CatalogueFinding } from "../../../domain/item-code/catalogue-finding.ts";
import { seedItems } from "../../../sandbox/peoplevox/seed-items.ts";
import { startSandbox } from "../../../sandbox/server.ts";
import type { Sandbox } from "../../../sandbox/server.ts";
import { runAction } from "../../support/run-component.ts";

interface Result {
  readonly clean: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly { kind: string; count: number; examples: { sku: string | null; itemCode: string }[] }[];
  readonly read: Readonly<Record<string, unknown>>;
  readonly unconfirmed: number;
  readonly csv: { file: string | null; text: string | null; rows: number };
}

let sandbox: Sandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox({ rateLimit: false, importer: { on: false } });
  folder = await mkdtemp(join(tmpdir(), "lastedit-audit-"));
});
afterEach(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true });
});

async function audit(props: Record<string, unknown> = {}) {
  const { shopify, peoplevox } = sandbox.info;
  const { result, summary } = await runAction(auditSkuCatalogue, {
    shopifyShop: shopify.shop,
    shopifyAccessToken: shopify.accessToken,
    shopifyAdminUrl: shopify.url,
    peoplevoxUrl: peoplevox.url,
    peoplevoxClientId: peoplevox.clientId,
    peoplevoxUsername: peoplevox.username,
    peoplevoxPassword: peoplevox.password,
    peoplevoxProfile: { requestBudget: { requests: 1_000, perMs: 1_000 } },
    ...props,
  });
  return { ...(result as Result), summary };
}

function sell(...skus: string[]) {
  const variant = {
    barcode: "",
    price: 1,
    grams: 1,
    isGiftCard: false,
    knownToWarehouse: true,
    requiresShipping: true,
  };
  const variants = skus.map((sku, index) => ({ ...variant, title: `V${index}`, sku }));
  sandbox.shopify.store.addProduct({ title: "=2+5", status: "ACTIVE", variants });
}

const stock = (...itemCodes: string[]) =>
  seedItems(
    sandbox.peoplevox.tenant,
    itemCodes.map((ItemCode) => ({ ItemCode })),
  );

test("finds the products of the shop that its warehouse was not told of, and changes nothing", async () => {
  const result = await audit();
  expect(result.summary).toBe("58 variants against 56 ItemCodes: 2 missing in Peoplevox");
  expect(result.findings.map(({ kind, examples }) => [kind, examples.map(({ sku }) => sku)])).toEqual([
    ["missing", ["NEW-LIM-SCA", "NEW-PRE-BEL"]],
  ]);
  expect(result.read).toMatchObject({
    notPickedVariants: 1,
    shopifyPages: 1,
    peoplevoxPages: 1,
    movedWhileRead: false,
  });
  const { byOperation } = sandbox.peoplevox.requests.counts();
  // One page, and one search for both missing ones.
  expect(byOperation).toEqual({ Authenticate: 1, GetData: 2 });
});

test("an item that slipped between two pages is not reported as missing", async () => {
  const codes = Array.from({ length: 1500 }, (_, index) => `S-${index}`);
  stock(...codes, "NEW-LIM-SCA", "NEW-PRE-BEL");
  sell(...codes);
  // Between the first and the second page an early item goes, so that every later one moves up by one.
  const { itemTypes } = sandbox.peoplevox.tenant;
  const rows = itemTypes.rows.bind(itemTypes);
  let reads = 0;
  Object.assign(itemTypes, {
    *rows() {
      reads += 1;
      for (const row of rows()) if (reads !== 2 || row["ItemCode"] !== "OXF-SHI-NAV-S") yield row;
    },
  });
  const result = await audit();
  expect(reads).toBe(3);
  expect(result).toMatchObject({ counts: { missing: 0 }, read: { movedWhileRead: true }, unconfirmed: 0, clean: true });
});

test("shows few examples and writes all rows to the file, formulas made harmless", async () => {
  sell("-S1", "+S2", "@S3", "S4");
  stock("NEW-LIM-SCA", "NEW-PRE-BEL");
  const csvFile = join(folder, "reports", "audit.csv");
  const result = await audit({ csvFile, examplesPerKind: 1 });
  expect(result.findings).toMatchObject([{ kind: "missing", count: 4, examples: [{ sku: "-S1" }] }]);
  expect(result.csv).toEqual({ file: csvFile, text: null, rows: 4 });
  expect(result.summary).toContain(`4 missing in Peoplevox; list in ${csvFile}`);
  const lines = (await readFile(csvFile, "utf8")).trimEnd().split("\n");
  expect(lines[0]).toBe("\uFEFFFinding,Severity,Owner,SKU,ItemCode,Variant id,Product,Detail,What to do");
  const cells = lines.slice(1).map((line) => /merchandising,([^,]*),([^,]*),\d+,([^,]*),/.exec(line)?.slice(1));
  expect(cells).toEqual([
    ["'-S1", "'-S1", "'=2+5 - V0"],
    ["'+S2", "'+S2", "'=2+5 - V1"],
    ["'@S3", "'@S3", "'=2+5 - V2"],
    ["S4", "S4", "'=2+5 - V3"],
  ]);
  expect(await readdir(join(folder, "reports"))).toEqual(["audit.csv"]);
});

test("a CSV that is too long for a result is left out, and the summary says how to get it", async () => {
  sell(...Array.from({ length: 900 }, (_, index) => `A-RATHER-LONG-SKU-${index}`));
  const result = await audit();
  expect(result.csv).toEqual({ file: null, text: null, rows: 902 });
  expect(result.summary).toMatch(/902 missing in Peoplevox; too many for this result: set a CSV file to get the list$/);
});

test("yesterday's list stays when the audit fails", async () => {
  const csvFile = join(folder, "audit.csv");
  await writeFile(csvFile, "yesterday");
  await expect(audit({ csvFile, shopifyAccessToken: "shpat_wrong" })).rejects.toMatchObject({ code: "shopify-http" });
  expect(await readdir(folder)).toEqual(["audit.csv"]);
  expect(await readFile(csvFile, "utf8")).toBe("yesterday");
});

test("a failure of one system ends the reading of the other", async () => {
  stock(...Array.from({ length: 5000 }, (_, index) => `S-${index}`));
  await expect(audit({ shopifyAccessToken: "shpat_wrong" })).rejects.toMatchObject({ code: "shopify-http" });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(sandbox.peoplevox.requests.counts().byOperation["GetData"] ?? 0).toBeLessThan(5);
});

test("ItemCodes that nobody sells are counted, and listed only when asked for", async () => {
  stock("NEW-LIM-SCA", "NEW-PRE-BEL", "BOX");
  const counted = await audit();
  expect(counted.findings).toMatchObject([{ kind: "not-sold", count: 1, examples: [] }]);
  expect(counted.csv.rows).toBe(0);
  const listed = await audit({ listNotSold: true });
  expect(listed.findings).toMatchObject([{ kind: "not-sold", count: 1, examples: [{ itemCode: "BOX" }] }]);
  expect(listed.csv.text).toContain(",BOX,");
});

test("archived products are compared only when asked for", async () => {
  stock("NEW-LIM-SCA", "NEW-PRE-BEL");
  const variant = { title: "S", sku: "OLD", barcode: "", price: 1, grams: 1, isGiftCard: false };
  const variants = [{ ...variant, knownToWarehouse: false, requiresShipping: true }];
  sandbox.shopify.store.addProduct({ title: "Old", status: "ARCHIVED", variants });
  expect((await audit()).clean).toBe(true);
  expect((await audit({ productStatuses: ["ARCHIVED"] })).counts).toMatchObject({ missing: 1 });
});

test("more missing ones than are worth a second look are reported and counted as unconfirmed", async () => {
  const asked: number[] = [];
  const secondLook = createSecondLook({
    findItems: (codes) => {
      asked.push(codes.length);
      return Promise.resolve(new Map());
    },
  });
  const missing = (itemCode: string): CatalogueFinding => ({
    kind: "missing",
    variantId: "1",
    title: "",
    sku: itemCode,
    itemCode,
    detail: "",
  });
  const findings = ['5"-PLATE', ...Array.from({ length: 1200 }, (_, index) => `S-${index}`)].map(missing);
  expect(await secondLook.confirm(findings)).toHaveLength(1201);
  expect(asked).toEqual([1000]);
  // 200 beyond the limit, and one that no search clause can hold.
  expect(secondLook.unconfirmed()).toBe(201);
});
