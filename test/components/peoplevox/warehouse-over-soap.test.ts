import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { failureOf, impatient, warehouseAt } from "./support/clients.ts";
import { readCsvOfTest, startSmallPeoplevox } from "./support/small-peoplevox.ts";
import type { SmallPeoplevox } from "./support/small-peoplevox.ts";

const order = (SalesOrderNumber: string, reference: string, more: Record<string, string> = {}) => ({
  SalesOrderNumber,
  CustomerPurchaseOrderReferenceNumber: reference,
  Status: "Partially allocated",
  OnHold: "False",
  StopShip: "",
  Attribute1: "",
  "Own column": "x",
  ...more,
});
const item = (SalesOrderNumber: string, ItemCode: string, QuantityOrdered: string, Line = "") => ({
  SalesOrderNumber,
  ItemCode,
  QuantityOrdered,
  Line,
});

let peoplevox: SmallPeoplevox;
beforeEach(async () => {
  peoplevox = await startSmallPeoplevox({
    "Sales orders": [
      order("1001", "#1001", { Status: "Cancelled" }),
      order("1001-R1", "#1001", { OnHold: "true", Attribute1: "Happy birthday" }),
      order("1002", "other reference", { StopShip: "1" }),
    ],
    "Sales order items": [
      item("1001", "TEE", "2"),
      item("1001-R1", "TEE", "1"),
      item("1001-R1", "HAT", "3", "77"),
      item("1002", "MUG", "1"),
    ],
    "Item types": [
      { ItemCode: "TEE", Name: "Tee", Barcode: "00501" },
      { ItemCode: "HAT~D~", Name: "Hat", Barcode: "00502" },
    ],
  });
});
afterEach(() => peoplevox.close());

const savedCsv = () =>
  peoplevox.requests.filter(({ operation }) => operation === "SaveData").map((request) => request.text("CsvData"));

describe("findLineage", () => {
  test("finds the Sales Orders of one reference with their items, in two requests", async () => {
    const lineage = await warehouseAt(peoplevox.url).findLineage({ reference: "#1001", salesOrderNumber: "1001" });
    expect(lineage).toEqual([
      {
        salesOrderNumber: "1001",
        reference: "#1001",
        status: "Cancelled",
        onHold: false,
        stopShip: false,
        fields: expect.objectContaining({ Status: "Cancelled", Attribute1: "" }),
        items: [{ itemCode: "TEE", quantityOrdered: 2, line: null }],
      },
      {
        salesOrderNumber: "1001-R1",
        reference: "#1001",
        status: "Partially allocated",
        onHold: true,
        stopShip: false,
        fields: expect.objectContaining({ OnHold: "true", Attribute1: "Happy birthday" }),
        items: [
          { itemCode: "TEE", quantityOrdered: 1, line: null },
          { itemCode: "HAT", quantityOrdered: 3, line: "77" },
        ],
      },
    ]);
    expect(peoplevox.counts()).toEqual({ Authenticate: 1, GetData: 2 });
  });

  test("finds an order by its number when the importer wrote another reference", async () => {
    const [found] = await warehouseAt(peoplevox.url).findLineage({ reference: "#1002", salesOrderNumber: "1002" });
    expect(found).toMatchObject({ salesOrderNumber: "1002", reference: "other reference", stopShip: true });
  });

  test("finds nothing for an order that was not imported yet", async () => {
    expect(await warehouseAt(peoplevox.url).findLineage({ reference: "#9", salesOrderNumber: "9" })).toEqual([]);
  });

  test("keeps only the columns of Sales Orders that LastEdit knows", async () => {
    const [found] = await warehouseAt(peoplevox.url).findLineage({ reference: "#1001", salesOrderNumber: "1001" });
    expect(found?.fields).not.toHaveProperty("Own column");
  });
});

describe("readSalesOrder", () => {
  test("gives header and items, or null", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    expect(await warehouse.readSalesOrder("1002")).toMatchObject({
      status: "Partially allocated",
      items: [{ itemCode: "MUG", quantityOrdered: 1, line: null }],
    });
    expect(await warehouse.readSalesOrder("9")).toBeNull();
    expect(peoplevox.counts()["GetData"]).toBe(4);
  });

  test.each(["Status", "OnHold", "CustomerPurchaseOrderReferenceNumber"])(
    "refuses a template without %s: an order could be misjudged",
    async (column) => {
      peoplevox.tables["Sales orders"] = [
        Object.fromEntries(Object.entries(order("1001", "#1001")).filter(([name]) => name !== column)),
      ];
      const error = await failureOf(warehouseAt(peoplevox.url).readSalesOrder("1001"));
      expect(error).toMatchObject({ code: "peoplevox-template-not-configured", retry: "never", effect: "not-applied" });
      expect(error.message).toContain(`it has no column ${column}`);
    },
  );

  test("refuses a quantity that is not a whole number", async () => {
    peoplevox.tables["Sales order items"] = [item("1001", "TEE", "two")];
    expect((await failureOf(warehouseAt(peoplevox.url).readSalesOrder("1001"))).message).toContain(
      'QuantityOrdered is "two"',
    );
  });
});

describe("writing", () => {
  test("sends only the columns that are meant, and a blank only when it is meant", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    await warehouse.saveHeader("1001-R1", { OnHold: "false" });
    await warehouse.saveHeader("1001-R1", { Attribute1: "" });
    await warehouse.saveItems("1001-R1", [{ itemCode: "TEE", quantityOrdered: 4, line: null, unitPrice: "9.50" }]);
    expect(savedCsv()).toEqual([
      '"SalesOrderNumber","OnHold"\n"1001-R1","false"',
      '"SalesOrderNumber","Attribute1"\n"1001-R1",""',
      '"SalesOrderNumber","ItemCode","QuantityOrdered","SalePrice"\n"1001-R1","TEE","4","9.50"',
    ]);
    expect(peoplevox.tables["Sales orders"]?.[1]).toEqual(
      order("1001-R1", "#1001", { OnHold: "false", Attribute1: "" }),
    );
  });

  test("sends the line only where the tenant keeps lines and the row has one, rows of both kinds apart", async () => {
    const items = [
      { itemCode: "TEE", quantityOrdered: 1, line: "11" },
      { itemCode: "HAT", quantityOrdered: 2, line: null },
    ];
    await warehouseAt(peoplevox.url).saveItems("1002", items);
    expect(savedCsv().map(readCsvOfTest)).toEqual([
      [
        { SalesOrderNumber: "1002", ItemCode: "TEE", QuantityOrdered: "1" },
        { SalesOrderNumber: "1002", ItemCode: "HAT", QuantityOrdered: "2" },
      ],
    ]);
    await warehouseAt(peoplevox.url, { usesLine: true }).saveItems("1002", items);
    expect(savedCsv().slice(1).map(readCsvOfTest)).toEqual([
      [{ SalesOrderNumber: "1002", ItemCode: "TEE", QuantityOrdered: "1", Line: "11" }],
      [{ SalesOrderNumber: "1002", ItemCode: "HAT", QuantityOrdered: "2" }],
    ]);
  });

  test("deletes item rows by their key, with Action 2", async () => {
    await warehouseAt(peoplevox.url).deleteItems("1001-R1", [{ itemCode: "HAT", quantityOrdered: 3, line: "77" }]);
    expect(savedCsv()).toEqual(['"SalesOrderNumber","ItemCode"\n"1001-R1","HAT"']);
    expect(peoplevox.requests.at(-1)?.text("Action")).toBe("2");
    expect(peoplevox.tables["Sales order items"]?.map((row) => row["ItemCode"])).toEqual(["TEE", "TEE", "MUG"]);
  });

  test("nothing sends nothing", async () => {
    await warehouseAt(peoplevox.url).saveItems("1001", []);
    expect(peoplevox.requests).toEqual([]);
  });
});

describe("items", () => {
  test("that exist are known for ten minutes; unknown codes are asked for each time", async () => {
    let now = 0;
    const warehouse = warehouseAt(peoplevox.url, {}, { waiting: { ...impatient(), now: () => now } });
    const ask = async () => [...(await warehouse.findItems(["TEE", "NEW", "TEE"])).keys()];
    expect(await ask()).toEqual(["TEE"]);
    peoplevox.tables["Item types"]?.push({ ItemCode: "NEW", Name: "New", Barcode: "" });
    expect(await ask()).toEqual(["TEE", "NEW"]);
    expect(await ask()).toEqual(["TEE", "NEW"]);
    now = 10 * 60_000;
    expect(await ask()).toEqual(["TEE", "NEW"]);
    const clauses = peoplevox.requests.map((request) => request.text("SearchClause")).filter((clause) => clause !== "");
    expect(clauses).toEqual([
      'ItemCode.Equals("TEE") OR ItemCode.Equals("NEW")',
      'ItemCode.Equals("NEW")',
      'ItemCode.Equals("TEE") OR ItemCode.Equals("NEW")',
    ]);
  });

  test("are found by their exact code only", async () => {
    peoplevox.intercept = (request) => {
      if (request.operation === "GetData")
        peoplevox.tables["Item types"] = [{ ItemCode: "tee", Name: "", Barcode: "" }];
      return false;
    };
    expect(await warehouseAt(peoplevox.url).findItems(["TEE"])).toEqual(new Map());
  });

  test("are looked for by code, name or barcode, deactivated ones marked", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    expect(await warehouse.searchItems('HAT"', 5)).toEqual([
      { itemCode: "HAT~D~", name: "Hat", barcode: "00502", deactivated: true },
    ]);
    expect((await warehouse.searchItems("0050", 1)).map(({ itemCode }) => itemCode)).toEqual(["TEE"]);
    expect(await warehouse.searchItems('"\\', 5)).toEqual([]);
    expect(peoplevox.counts()["GetData"]).toBe(2);
  });
});

test("a tenant with renamed columns and templates is read and written by its own names", async () => {
  peoplevox.tables["Webshop orders"] = [{ name: "1001", po_number: "#1001", state: "New", hold: "false", own: "x" }];
  peoplevox.tables["Sales order items"] = [];
  peoplevox.intercept = (request) => {
    // The search speaks documented names, the rows the tenant's.
    if (request.text("TemplateName") === "Webshop orders" && request.operation === "GetData") {
      peoplevox.tables["Webshop orders"]?.forEach((row) =>
        Object.defineProperty(row, "SalesOrderNumber", { value: row["name"], enumerable: false }),
      );
    }
    return false;
  };
  const profile = {
    templates: { salesOrders: "Webshop orders" },
    columns: {
      salesOrders: {
        SalesOrderNumber: "name",
        CustomerPurchaseOrderReferenceNumber: "po_number",
        Status: "state",
        OnHold: "hold",
      },
    },
  };
  const warehouse = warehouseAt(peoplevox.url, profile);
  expect(await warehouse.readHeader("1001")).toMatchObject({
    salesOrderNumber: "1001",
    reference: "#1001",
    status: "New",
    onHold: false,
  });
  await warehouse.saveHeader("1001", { OnHold: "true" });
  expect(savedCsv()).toEqual(['"name","hold"\n"1001","true"']);
});

describe("texts of lines and customers", () => {
  test("texts are read where the template has them, and written without the quantity when only they change", async () => {
    await peoplevox.close();
    peoplevox = await startSmallPeoplevox({
      "Sales orders": [order("1001", "#1001")],
      "Sales order items": [{ ...item("1001", "TEE", "2", "7"), Attribute1: "Ann" }],
    });
    const warehouse = warehouseAt(peoplevox.url, { usesLine: true });
    expect((await warehouse.readSalesOrder("1001"))?.items).toEqual([
      { itemCode: "TEE", quantityOrdered: 2, line: "7", fields: { Attribute1: "Ann" } },
    ]);
    const row = { itemCode: "TEE", quantityOrdered: 2, line: "7", fields: { Attribute1: "Bob" } } as const;
    await warehouse.saveItems("1001", [{ ...row, textsOnly: true }]);
    expect(readCsvOfTest(savedCsv()[0] ?? "")).toEqual([
      { SalesOrderNumber: "1001", ItemCode: "TEE", Line: "7", Attribute1: "Bob" },
    ]);
  });

  test("a customer's record has only what is known", async () => {
    const warehouse = warehouseAt(peoplevox.url);
    await warehouse.saveCustomer({
      reference: "ann@example.com",
      name: "Ann Lee",
      email: "ann@example.com",
      phone: "",
    });
    expect(readCsvOfTest(savedCsv()[0] ?? "")).toEqual([
      { Reference: "ann@example.com", Name: "Ann Lee", Email: "ann@example.com" },
    ]);
  });
});
