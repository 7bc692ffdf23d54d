import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { clientFor, failureOf, impatient, warehouseAt } from "../support/clients.ts";
import { sendSoap } from "../support/soap-test-server.ts";
import { readCsvOfTest, startSmallPeoplevox } from "../support/small-peoplevox.ts";
import type { SmallPeoplevox } from "../support/small-peoplevox.ts";
import { createMergedWrites } from "../../../../components/peoplevox/merge/merged-writes.ts";

const numbers = Array.from({ length: 250 }, (_, index) => `SO-${String(index)}`);

let peoplevox: SmallPeoplevox;
beforeEach(async () => {
  peoplevox = await startSmallPeoplevox();
});
afterEach(() => peoplevox.close());

const saves = () => peoplevox.requests.filter(({ operation }) => operation === "SaveData");
const savedRows = () => saves().map((request) => readCsvOfTest(request.text("CsvData")));
const item = (itemCode: string, quantityOrdered: number) => ({ itemCode, quantityOrdered, line: null });

describe("writes that wait at the same time", () => {
  test("share requests: 250 holds cost 3", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    await Promise.all(numbers.map((number) => warehouse.saveHeader(number, { OnHold: "true" })));
    expect(savedRows().map((rows) => rows.length)).toEqual([100, 100, 50]);
    expect(peoplevox.tables["Sales orders"]).toEqual(
      numbers.map((SalesOrderNumber) => ({ SalesOrderNumber, OnHold: "true" })),
    );
  });

  test("of different columns never share one, so that no cell is blank that was not meant to be", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    await Promise.all([
      warehouse.saveHeader("SO-1", { OnHold: "true" }),
      warehouse.saveHeader("SO-2", { OnHold: "true", StopShip: "true" }),
      warehouse.saveHeader("SO-3", { StopShip: "false", OnHold: "false" }),
    ]);
    expect(savedRows()).toEqual([
      [{ SalesOrderNumber: "SO-1", OnHold: "true" }],
      [
        { SalesOrderNumber: "SO-2", OnHold: "true", StopShip: "true" },
        { SalesOrderNumber: "SO-3", OnHold: "false", StopShip: "false" },
      ],
    ]);
  });

  test("of one record keep their order: the later one goes in the next request, after the answer", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    const underWay = { now: 0, most: 0 };
    peoplevox.intercept = async (request) => {
      if (request.operation !== "SaveData") return false;
      underWay.now += 1;
      underWay.most = Math.max(underWay.most, underWay.now);
      await new Promise((resolve) => setTimeout(resolve, 10));
      underWay.now -= 1;
      return false;
    };
    await Promise.all([
      warehouse.saveHeader("SO-1", { OnHold: "true" }),
      warehouse.saveHeader("SO-2", { OnHold: "true" }),
      warehouse.saveHeader("SO-1", { OnHold: "false" }),
      warehouse.saveHeader("SO-1", { OnHold: "true", Attribute1: "last" }),
      warehouse.saveHeader("SO-3", { OnHold: "true" }),
    ]);
    expect(savedRows()[0]).toEqual([
      { SalesOrderNumber: "SO-1", OnHold: "true" },
      { SalesOrderNumber: "SO-2", OnHold: "true" },
    ]);
    expect(savedRows().slice(1)).toEqual([
      [
        { SalesOrderNumber: "SO-1", OnHold: "false" },
        { SalesOrderNumber: "SO-3", OnHold: "true" },
      ],
      [{ SalesOrderNumber: "SO-1", OnHold: "true", Attribute1: "last" }],
    ]);
    expect(underWay.most).toBe(1);
  });

  test("of records that wait for each other crosswise all end", async () => {
    const saved: string[] = [];
    const saveRows = createMergedWrites(
      {
        saveData: async (_template, _action, rows) => {
          const sent = typeof rows === "function" ? rows() : rows;
          await new Promise((resolve) => setTimeout(resolve, 1));
          saved.push(...sent.map((row) => `${row["SalesOrderNumber"] ?? ""}${row["A"] ?? ""}${row["B"] ?? ""}`));
          return sent.map(() => ({ outcome: "stored" as const }));
        },
      },
      { linger: () => Promise.resolve(), rowsPerSave: 3 },
    );
    const writes = Array.from({ length: 60 }, (_, index) =>
      saveRows("salesOrders", 0, [
        { SalesOrderNumber: `${String(index % 5)}:`, [index % 2 === 0 ? "A" : "B"]: String(index) },
      ]),
    );
    await Promise.all(writes);
    for (const number of ["0", "1", "2", "3", "4"]) {
      const order = saved.filter((entry) => entry.startsWith(`${number}:`)).map((entry) => Number(entry.slice(2)));
      expect(order).toEqual([...order].sort((one, other) => one - other));
      expect(order).toHaveLength(12);
    }
  });
});

describe("a partial import", () => {
  test("is told per row: each caller hears of its own rows only", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    peoplevox.refuseRow = (_, row) =>
      row["ItemCode"]?.startsWith("NO") === true ? `Item type : ${row["ItemCode"]} was not found` : null;
    const [, partly, not] = await Promise.all([
      warehouse.saveItems("SO-1", [item("HAT", 1), item("TEE", 2)]),
      failureOf(warehouse.saveItems("SO-2", [item("HAT", 1), item("NO-2", 1), item("TEE", 3)])),
      failureOf(warehouse.saveItems("SO-3", [item("NO-3", 1)])),
    ]);
    expect(saves()).toHaveLength(1);
    expect(partly).toMatchObject({
      code: "peoplevox-rows-refused",
      retry: "never",
      effect: "partly-applied",
      stored: [
        { lineNo: 1, reference: "SO-2 - HAT" },
        { lineNo: 3, reference: "SO-2 - TEE" },
      ],
      refused: [{ lineNo: 2, reference: "SO-2 - NO-2", detail: "Item type : NO-2 was not found" }],
    });
    expect(partly.message).toBe(
      'Peoplevox refused rows of "Sales order items": row 2 (SO-2 - NO-2): "Item type : NO-2 was not found". Stored: SO-2 - HAT, SO-2 - TEE.',
    );
    expect(not).toMatchObject({
      effect: "not-applied",
      stored: [],
      refused: [{ lineNo: 1, reference: "SO-3 - NO-3" }],
    });
    expect(not.message).toContain("Nothing was changed.");
  });

  test("counts a caller's rows over all requests they were sent in", async () => {
    const saveRows = createMergedWrites(clientFor(peoplevox.url), {
      linger: () => impatient().sleep(1),
      rowsPerSave: 2,
    });
    peoplevox.refuseRow = (_, row) => (row["ItemCode"] === "I-3" ? "not this one" : null);
    const rows = [1, 2, 3, 4, 5].map((index) => ({
      SalesOrderNumber: "SO-1",
      ItemCode: `I-${String(index)}`,
      QuantityOrdered: "1",
    }));
    const error = await failureOf(saveRows("salesOrderItems", 0, rows));
    expect(
      savedRows()
        .map((sent) => sent.length)
        .sort(),
    ).toEqual([1, 2, 2]);
    expect(error).toMatchObject({
      refused: [{ lineNo: 3, reference: "SO-1 - I-3", detail: "not this one" }],
      stored: [1, 2, 4, 5].map((index) => ({ lineNo: index, reference: `SO-1 - I-${String(index)}` })),
    });
  });
});

describe("a request refused as a whole", () => {
  const refuseRequestsWith = (poison: string) => {
    peoplevox.intercept = (request, response) => {
      if (request.operation !== "SaveData" || !request.text("CsvData").includes(poison)) return false;
      sendSoap(response, "SaveData", { responseId: -1, detail: "Integration : cannot read the data" });
      return true;
    };
  };

  test("is halved until the order at fault stands alone: nobody suffers for another", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    refuseRequestsWith("poison");
    const writes = numbers
      .slice(0, 64)
      .map((number, index) => warehouse.saveHeader(number, { Attribute1: index === 20 ? "poison" : "fine" }));
    const answers = await Promise.allSettled(writes);
    expect(answers.flatMap(({ status }, index) => (status === "rejected" ? [index] : []))).toEqual([20]);
    expect(await failureOf(writes[20]!)).toMatchObject({ code: "peoplevox-request-refused", effect: "not-applied" });
    expect(peoplevox.tables["Sales orders"]).toHaveLength(63);
    expect(saves()).toHaveLength(1 + 2 * 6);
  });

  test("for a common reason ends after both halves, without a request per order", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    refuseRequestsWith("Attribute1");
    const writes = numbers.slice(0, 64).map((number) => failureOf(warehouse.saveHeader(number, { Attribute1: "x" })));
    expect(new Set((await Promise.all(writes)).map((error) => error.code))).toEqual(
      new Set(["peoplevox-request-refused"]),
    );
    expect(saves()).toHaveLength(3);
  });
});

test("a write without an answer is never repeated: each caller is told to look first", async () => {
  const warehouse = warehouseAt(peoplevox.url);
  peoplevox.intercept = (request, response) => {
    if (request.operation !== "SaveData") return false;
    response.destroy();
    return true;
  };
  const errors = await Promise.all(
    ["SO-1", "SO-2"].map((number) => failureOf(warehouse.saveHeader(number, { OnHold: "true" }))),
  );
  for (const error of errors) {
    expect(error).toMatchObject({ code: "peoplevox-unreachable", retry: "only-after-checking", effect: "unknown" });
    expect(error.message).toContain("may have applied it");
  }
  expect(saves()).toHaveLength(1);
});
