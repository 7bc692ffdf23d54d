import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { clientFor, failureOf } from "./support/clients.ts";
import { startSmallPeoplevox } from "./support/small-peoplevox.ts";
import type { SmallPeoplevox } from "./support/small-peoplevox.ts";

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ItemCode: `I-${String(index)}`, Name: "x" }));

let peoplevox: SmallPeoplevox;
beforeEach(async () => {
  peoplevox = await startSmallPeoplevox({ "Item types": rows(2500) });
});
afterEach(() => peoplevox.close());

test("all pages are read, 1,000 records each", async () => {
  const all = await clientFor(peoplevox.url).getAllData("itemTypes", "");
  expect(all).toEqual(rows(2500));
  expect(peoplevox.counts()["GetData"]).toBe(3);
});

test("exactly one full page costs one request", async () => {
  peoplevox.tables["Item types"] = rows(1000);
  expect(await clientFor(peoplevox.url).getAllData("itemTypes", "")).toHaveLength(1000);
  expect(peoplevox.counts()["GetData"]).toBe(1);
});

test("pages are read again from the first when a record came between them", async () => {
  peoplevox.intercept = () => {
    if (peoplevox.counts()["GetData"] === 2) peoplevox.tables["Item types"]?.unshift({ ItemCode: "NEW", Name: "x" });
    return false;
  };
  const all = await clientFor(peoplevox.url).getAllData("itemTypes", "");
  expect(new Set(all.map((row) => row["ItemCode"])).size).toBe(2501);
  expect(all).toHaveLength(2501);
});

test("records that move all the time end in an error that may be tried again", async () => {
  peoplevox.intercept = () => {
    peoplevox.tables["Item types"]?.unshift({ ItemCode: `N-${String(peoplevox.requests.length)}`, Name: "x" });
    return false;
  };
  const error = await failureOf(clientFor(peoplevox.url).getAllData("itemTypes", ""));
  expect(error).toMatchObject({ code: "peoplevox-pages-moved", retry: "safe", effect: "not-applied" });
});
