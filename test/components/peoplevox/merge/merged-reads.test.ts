import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { failureOf, warehouseAt } from "../support/clients.ts";
import { sendSoap } from "../support/soap-test-server.ts";
import { startSmallPeoplevox } from "../support/small-peoplevox.ts";
import type { SmallPeoplevox } from "../support/small-peoplevox.ts";

const numbers = Array.from({ length: 500 }, (_, index) => `SO-${String(index)}`);
const order = (SalesOrderNumber: string) => ({
  SalesOrderNumber,
  CustomerPurchaseOrderReferenceNumber: `#${SalesOrderNumber}`,
  Status: "Allocated",
  OnHold: "false",
  StopShip: "False",
});

let peoplevox: SmallPeoplevox;
beforeEach(async () => {
  peoplevox = await startSmallPeoplevox({ "Sales orders": numbers.map(order) });
});
afterEach(() => peoplevox.close());

const searches = () => peoplevox.requests.filter(({ operation }) => operation === "GetData");

describe("reads that wait at the same time", () => {
  test("share requests: 500 orders cost 5, and each caller gets its own", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    const headers = await Promise.all(numbers.map((number) => warehouse.readHeader(number)));
    expect(headers.map((header) => header?.salesOrderNumber)).toEqual(numbers);
    expect(peoplevox.counts()).toEqual({ Authenticate: 1, GetData: 5 });
    expect(searches().map((request) => request.text("SearchClause").split(" OR ").length)).toEqual([
      100, 100, 100, 100, 100,
    ]);
  });

  test("of one record are one term, answered to all", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    const headers = await Promise.all([1, 2, 3].map(() => warehouse.readHeader("SO-7")));
    expect(headers.map((header) => header?.status)).toEqual(["Allocated", "Allocated", "Allocated"]);
    expect(searches().map((request) => request.text("SearchClause"))).toEqual(['SalesOrderNumber.Equals("SO-7")']);
  });

  test("get nothing for a record that is not there, beside others that are", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    const [there, missing] = await Promise.all([warehouse.readHeader("SO-1"), warehouse.readHeader("SO-X")]);
    expect(there?.salesOrderNumber).toBe("SO-1");
    expect(missing).toBeNull();
  });

  test("never join a request that is under way, so that a read sees each write answered before it", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    const letGo: { answer?: () => void } = {};
    peoplevox.intercept = async (request) => {
      if (request.operation === "GetData" && searches().length === 1) {
        await new Promise<void>((resolve) => (letGo.answer = resolve));
      }
      return false;
    };
    const early = warehouse.readHeader("SO-1");
    while (letGo.answer === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    const late = warehouse.readHeader("SO-1");
    letGo.answer();
    await Promise.all([early, late]);
    expect(searches()).toHaveLength(2);
  });

  test("fill up while the budget is spent, and go in order of first arrival", async () => {
    const profile = { requestBudget: { requests: 4, perMs: 2_000, atOnce: 1 } };
    const warehouse = warehouseAt(peoplevox.url, profile);
    const reads: Promise<unknown>[] = [];
    for (const number of numbers.slice(0, 60)) {
      reads.push(warehouse.readHeader(number));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(reads);
    const asked = searches().map((request) =>
      [...request.text("SearchClause").matchAll(/SO-\d+/g)].map(([number]) => number),
    );
    expect(asked.flat()).toEqual(numbers.slice(0, 60));
    expect(asked.length).toBeLessThan(30);
  });

  test("refuse a value that cannot be searched for to its own caller alone", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    const [error, header] = await Promise.all([failureOf(warehouse.readHeader('SO"1')), warehouse.readHeader("SO-1")]);
    expect(error).toMatchObject({ code: "peoplevox-unsafe-search-value", effect: "nothing-sent" });
    expect(header?.salesOrderNumber).toBe("SO-1");
  });

  test("all learn of a failure, and the next read starts afresh", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    peoplevox.intercept = (request, response) => {
      if (request.operation !== "GetData") return false;
      sendSoap(response, "GetData", { responseId: -1, detail: "System : out of order" });
      return true;
    };
    const errors = await Promise.all(["SO-1", "SO-2"].map((number) => failureOf(warehouse.readHeader(number))));
    expect(errors.map((error) => error.code)).toEqual(["peoplevox-request-refused", "peoplevox-request-refused"]);
    peoplevox.intercept = () => false;
    expect((await warehouse.readHeader("SO-1"))?.salesOrderNumber).toBe("SO-1");
  });

  test("are refused plainly when the tenant's template lacks the column searched by", async () => {
    peoplevox.tables["Sales orders"] = [{ SalesOrderNumber: "SO-1", Status: "New" }];
    const reading = warehouseAt(peoplevox.url).findLineage({ reference: "#1", salesOrderNumber: "SO-1" });
    const error = await failureOf(reading);
    expect(error).toMatchObject({ code: "peoplevox-template-not-configured", retry: "never" });
    expect(error.message).toContain('"Sales orders": it has no column CustomerPurchaseOrderReferenceNumber');
  });
});
