import { expect, test } from "@jest/globals";
import { createManualClock } from "../../../sandbox/clock.ts";
import { performStep } from "../../../sandbox/warehouse/steps.ts";
import { connect, ITEMS, openPeoplevox, rowsOf, saveOrder } from "./support/peoplevox.ts";

const ITEM_CODES = Array.from({ length: 1200 }, (_, index) => ({ ItemCode: `SKU-${index + 1}` }));

// The npm package soap trims texts; that the last row ends with a line break is shown in soap-protocol.test.ts.
test("values and headers stand in quotes, with a line break between rows", async () => {
  const client = await connect(await openPeoplevox());
  await client.save("Carriers", '"Name","Reference 2"\r\n"Post ""Office"" Ltd, UK","two\nlines"');
  const { Detail } = await client.read("Carriers", 'Name.StartsWith("Post")');
  expect(Detail).toBe('"Name","Reference 2"\n"Post ""Office"" Ltd, UK","two\nlines"');
});

test("no match gives the header row only", async () => {
  const client = await connect(await openPeoplevox());
  const answer = await client.read("Carriers", 'Name == "none"');
  expect(answer).toMatchObject({ ResponseId: 0, TotalCount: 0, Detail: '"Name","Reference 2"' });
});

test("TotalCount counts over all pages, 0 means all, and a page is cut down to 1000", async () => {
  const client = await connect(await openPeoplevox({ profile: { items: ITEM_CODES } }));
  const page = async (pageNo: number, itemsPerPage: number): Promise<[number, number, string]> => {
    const answer = await client.read("Item types", "", { pageNo, itemsPerPage });
    const rows = rowsOf(answer);
    return [answer.TotalCount, rows.length, rows[0]?.["ItemCode"] ?? ""];
  };
  expect(await page(1, 0)).toEqual([1200, 1200, "SKU-1"]);
  expect(await page(1, 100)).toEqual([1200, 100, "SKU-1"]);
  expect(await page(12, 100)).toEqual([1200, 100, "SKU-1101"]);
  expect(await page(13, 100)).toEqual([1200, 0, ""]);
  expect(await page(1, 5000)).toEqual([1200, 1000, "SKU-1"]);
  expect(await page(2, 5000)).toEqual([1200, 200, "SKU-1001"]);
});

test("a clause that cannot be read is refused with HTTP 200 and ResponseId -1", async () => {
  const client = await connect(await openPeoplevox());
  expect(await client.read("Carriers", 'Name == "Post')).toMatchObject({ ResponseId: -1, TotalCount: 0 });
});

test("Status is searched by its number and exported by its name", async () => {
  const client = await connect(await openPeoplevox({ profile: { items: ITEMS } }));
  await client.save("Sales orders", "SalesOrderNumber\nEMPTY");
  await saveOrder(client, "SO-1");
  expect(rowsOf(await client.read("Sales orders", "Status.Equals(2)"))).toMatchObject([
    { SalesOrderNumber: "SO-1", Status: "Allocated" },
  ]);
  expect(rowsOf(await client.read("Sales orders", "Status == 0"))).toMatchObject([{ SalesOrderNumber: "EMPTY" }]);
  expect(await client.read("Sales orders", 'Status.Equals("New")')).toMatchObject({ ResponseId: -1 });
});

test("renamed columns show in exports and save templates, while clauses keep the documented names", async () => {
  const profile = {
    items: ITEMS,
    renamedColumns: { "Sales orders": { SalesOrderNumber: "name", OnHold: "hold" } },
    unconfiguredColumns: { "Sales orders": ["Attribute5", "StopShip"] },
  };
  const client = await connect(await openPeoplevox({ profile }));
  const template = await client.call("GetSaveTemplate", { templateName: "Sales orders" });
  expect(template.Detail).toMatch(/^name,Customer,.*,hold,Attribute1,Attribute2,Attribute3,Attribute4,Despatch/);
  expect(await client.save("Sales orders", "name,hold\nSO-1,true")).toMatchObject({ ResponseId: 0, TotalCount: 1 });
  expect(await client.save("Sales orders", "SalesOrderNumber\nSO-2")).toMatchObject({ ResponseId: -1, TotalCount: 0 });
  const [row] = rowsOf(await client.read("Sales orders", 'SalesOrderNumber.Equals("SO-1") AND OnHold'));
  expect(row).toMatchObject({ name: "SO-1", hold: "True" });
  expect(row).not.toHaveProperty("StopShip");
});

test("a template nobody configured cannot be used", async () => {
  const client = await connect(await openPeoplevox({ profile: { unconfiguredTemplates: ["Carriers"] } }));
  for (const answer of [
    await client.read("Carriers"),
    await client.save("Carriers", "Name\nPost"),
    await client.call("GetSaveTemplate", { templateName: "Carriers" }),
    await client.read("Returns"),
  ]) {
    expect(answer).toMatchObject({ ResponseId: -1, TotalCount: 0 });
  }
});

test("a profile that names an unknown template or column is refused before anything starts", async () => {
  await expect(openPeoplevox({ profile: { renamedColumns: { Orders: {} } } })).rejects.toThrow("no template 'Orders'");
  await expect(openPeoplevox({ profile: { unconfiguredColumns: { Carriers: ["Reference2"] } } })).rejects.toThrow(
    "template 'Carriers' has no column 'Reference2'",
  );
  await expect(openPeoplevox({ profile: { lineRemoval: "sometimes" } })).rejects.toThrow("lineRemoval");
});

test("reports put dates in quotes, order, choose columns and filter", async () => {
  const clock = createManualClock(Date.UTC(2026, 6, 1, 8, 30, 5));
  const sandbox = await openPeoplevox({ clock, profile: { items: ITEMS, timeZone: "Europe/London" } });
  const client = await connect(sandbox);
  await saveOrder(client, "SO-1", { RequestedDeliveryDate: "2026-07-03 12:00:00" });
  await saveOrder(client, "SO-2", { RequestedDeliveryDate: "2026-07-02" });
  const report = await client.report("Sales order summary", {
    SearchClause: "([Requested delivery date] >= DateTime(2026,07,02,00,00,00))",
    FilterClause: "[Number of items] > 2",
    OrderBy: "[Requested delivery date] desc",
    Columns: "[Sales order no.],[Requested delivery date],Order date",
  });
  expect(report.TotalCount).toBe(2);
  expect(report.Detail).toBe(
    '"Sales order no.","Requested delivery date","Order date"\n' +
      `"SO-1","'03/07/2026 12:00:00'","'01/07/2026 09:30:05'"\n` +
      `"SO-2","'02/07/2026 00:00:00'","'01/07/2026 09:30:05'"`,
  );
  for (const wrong of [{ Columns: "[Nothing]" }, { OrderBy: "[Nothing]" }, { SearchClause: "[Nothing] == 1" }]) {
    expect(await client.report("Sales order summary", wrong)).toMatchObject({ ResponseId: -1 });
  }
  expect(await client.report("Secret report")).toMatchObject({ ResponseId: -1 });
});

test("despatch, return, inventory and outstanding reports follow the goods", async () => {
  const sandbox = await openPeoplevox({ profile: { items: ITEMS } });
  const client = await connect(sandbox);
  const { warehouse, returns } = sandbox.tenant;
  await saveOrder(client, "SO-1", { CustomerPurchaseOrderReferenceNumber: "#1" });
  await saveOrder(client, "SO-2");
  for (const action of ["pick-all", "pack", "despatch"] as const) {
    expect(performStep(warehouse, sandbox.tenant.random, { action, salesOrderNumber: "SO-1" })).toBeNull();
  }
  const despatched = rowsOf(
    await client.report("Despatch summary", { SearchClause: '[Salesorder number].Equals("SO-1")' }),
  );
  expect(despatched).toMatchObject([
    { "Item code": "TEE", "No of items": "2", "Customer order reference": "#1" },
    { "Item code": "HAT", "No of items": "1" },
  ]);
  expect(despatched[0]?.["Tracking number"]).toMatch(/^TRK[0-9A-F]{10}$/);
  expect(despatched[0]?.["Despatch date"]).toMatch(/^'\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d'$/);

  const goods = { salesOrderNumber: "SO-1", items: [{ itemCode: "TEE", quantity: 1, reason: "SIZE" }] };
  expect(returns.receive(goods)).toBeNull();
  expect(returns.receive({ ...goods, salesOrderNumber: "SO-2" })).toContain("is not despatched");
  expect(rowsOf(await client.report("Return summary"))).toMatchObject([
    { "Item code": "TEE", Quantity: "1", "Return reason": "SIZE", "Is Reusable": "True", "Days since despatch": "0" },
  ]);
  expect(rowsOf(await client.report("Item inventory summary", { OrderBy: "[Item code]" }))).toMatchObject([
    { "Item code": "HAT", "On hand": "999", Allocated: "1", Available: "998" },
    { "Item code": "MUG", "On hand": "1000", Available: "1000" },
    { "Item code": "TEE", "On hand": "999", Allocated: "2", Available: "997" },
  ]);
  expect(rowsOf(await client.report("Outstanding sales orders")).map((row) => row["Sales order no."])).toEqual([
    "SO-2",
    "SO-2",
  ]);
});
