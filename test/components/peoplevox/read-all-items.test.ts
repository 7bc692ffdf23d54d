import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readAllItems } from "../../../components/peoplevox/read-all-items.ts";
import { clientFor } from "./support/clients.ts";
import { startSmallPeoplevox } from "./support/small-peoplevox.ts";
import type { SmallPeoplevox } from "./support/small-peoplevox.ts";

const row = (ItemCode: string) => ({ ItemCode, Name: "x", Barcode: ItemCode });
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(`I-${index}`));

let peoplevox: SmallPeoplevox;
beforeEach(async () => {
  peoplevox = await startSmallPeoplevox({ "Item types": rows(2001) });
});
afterEach(() => peoplevox.close());

async function read() {
  const pages: { codes: string[]; totalCount: number }[] = [];
  for await (const { items, totalCount } of readAllItems(clientFor(peoplevox.url))) {
    pages.push({ codes: items.map(({ itemCode }) => itemCode), totalCount });
  }
  return pages;
}

test("gives 1,000 records at a time, and asks once per page", async () => {
  const pages = await read();
  expect(pages.map(({ codes }) => codes.length)).toEqual([1000, 1000, 1]);
  expect(pages.flatMap(({ codes }) => codes)).toEqual(rows(2001).map(({ ItemCode }) => ItemCode));
  expect(peoplevox.counts()["GetData"]).toBe(3);
});

test("ends with the last full page", async () => {
  peoplevox.tables["Item types"] = rows(2000);
  expect((await read()).map(({ codes }) => codes.length)).toEqual([1000, 1000]);
});

test("gives one empty page for a tenant without items", async () => {
  peoplevox.tables["Item types"] = [];
  expect(await read()).toEqual([{ codes: [], totalCount: 0 }]);
});

test("tells by the count that a record went while pages were read, and one was missed", async () => {
  peoplevox.intercept = () => {
    if (peoplevox.counts()["GetData"] === 2) peoplevox.tables["Item types"]?.shift();
    return false;
  };
  const pages = await read();
  expect(pages.map(({ totalCount }) => totalCount)).toEqual([2001, 2000]);
  expect(pages.flatMap(({ codes }) => codes)).not.toContain("I-1000");
});
