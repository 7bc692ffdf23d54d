import { expect, test } from "@jest/globals";
import { performStep } from "../../../sandbox/warehouse/steps.ts";
import { connect, ITEMS, openPeoplevox, rowsOf, saveOrder, statusesOf, type WsdlClient } from "./support/peoplevox.ts";

async function open(profile: object = {}): Promise<WsdlClient> {
  return connect(await openPeoplevox({ profile: { items: ITEMS, ...profile } }));
}

/** The lines of an order in short: `TEE 2 [1]`. */
async function linesOf(client: WsdlClient, number: string): Promise<string[]> {
  const rows = rowsOf(await client.read("Sales order items", `SalesOrderNumber.Equals("${number}")`));
  return rows.map((row) => `${row["ItemCode"]} ${row["QuantityOrdered"]} [${row["Line"] ?? "-"}]`);
}

test("rows are inserted or updated by key, and only the columns sent are written", async () => {
  const client = await open();
  await client.save("Sales orders", "SalesOrderNumber,Attribute1,Attribute2,TotalSale\nSO-1,a,b,10.50");
  await client.save("Sales orders", "Attribute2,SalesOrderNumber\nB,so-1");
  const orders = rowsOf(await client.read("Sales orders"));
  expect(orders).toHaveLength(1);
  expect(orders[0]).toMatchObject({ SalesOrderNumber: "SO-1", Attribute1: "a", Attribute2: "B", TotalSale: "10.50" });
});

test("a blank cell blanks the stored value", async () => {
  const client = await open();
  await client.save("Sales orders", "SalesOrderNumber,Attribute1,OnHold\nSO-1,gift,true");
  await client.save("Sales orders", "SalesOrderNumber,Attribute1,OnHold\nSO-1,,");
  expect(rowsOf(await client.read("Sales orders"))).toMatchObject([{ Attribute1: "", OnHold: "False" }]);
});

test("good rows are stored beside bad ones: ResponseId -1, TotalCount the good rows, a status for each", async () => {
  const client = await open();
  await client.save("Sales orders", "SalesOrderNumber\nSO-1");
  const answer = await client.save(
    "Sales order items",
    "SalesOrderNumber,ItemCode,QuantityOrdered\nSO-1,TEE,1\nSO-1,UNKNOWN,1\nSO-9,TEE,1\nSO-1,HAT,some\nSO-1,MUG,1,extra\nSO-1,HAT,2",
  );
  expect(answer).toMatchObject({ ResponseId: -1, TotalCount: 2 });
  expect(statusesOf(answer)).toEqual([
    "SO-1 - TEE Success 1",
    "SO-1 - UNKNOWN Error 2",
    "SO-9 - TEE Error 3",
    "SO-1 - HAT Error 4",
    "SO-1 - MUG Error 5",
    "SO-1 - HAT Success 6",
  ]);
  expect(answer.Detail?.split("\n")).toEqual([
    "Line 2 : ItemType : 'UNKNOWN' does not exist",
    "Line 3 : SalesOrderItem : Sales order 'SO-9' does not exist",
    "Line 4 : QuantityOrdered : 'some' is not valid, expected a whole number",
    "Line 5 : Import : The row has 4 values, expected 3",
  ]);
  expect(await linesOf(client, "SO-1")).toEqual(["TEE 1 []", "HAT 2 []"]);
  expect(rowsOf(await client.read("Sales orders"))).toHaveLength(1);
});

test.each([
  ["an unknown column", "SalesOrderNumber,Gift\nSO-1,yes", "has no column 'Gift'"],
  ["a column given twice", "SalesOrderNumber,SalesOrderNumber\nSO-1,SO-1", "given twice"],
  ["a missing key", "Attribute1\nx", "'SalesOrderNumber' is required"],
  ["nothing", "", "is empty"],
  ["a quote that never closes", 'SalesOrderNumber\n"SO-1', "cannot be read"],
])("%s refuses the whole import", async (_name, csv, detail) => {
  const client = await open();
  const answer = await client.save("Sales orders", csv);
  expect(answer).toMatchObject({ ResponseId: -1, TotalCount: 0 });
  expect(answer.Detail).toContain(detail);
  expect((await client.read("Sales orders")).TotalCount).toBe(0);
});

test.each([
  ["a number over 30 characters", "SalesOrderNumber", "S".repeat(31)],
  ["a date that is none", "SalesOrderNumber,CreatedDate", "SO-1,31/12/2026"],
  ["a flag that is none", "SalesOrderNumber,OnHold", "SO-1,maybe"],
  ["an amount that is none", "SalesOrderNumber,TotalSale", "SO-1,£5"],
  ["a customer nobody knows", "SalesOrderNumber,Customer", "SO-1,Jo"],
  ["a site nobody knows", "SalesOrderNumber,Site", "SO-1,Moon"],
  ["a status other than cancelled", "SalesOrderNumber,Status", "SO-1,Despatched"],
  ["no number at all", "SalesOrderNumber,Attribute1", ",x"],
])("%s refuses the row", async (_name, header, row) => {
  const client = await open();
  expect(await client.save("Sales orders", `${header}\n${row}`)).toMatchObject({ ResponseId: -1, TotalCount: 0 });
  expect((await client.read("Sales orders")).TotalCount).toBe(0);
});

test("dates are taken in three styles and exported in one", async () => {
  const client = await open({ customers: [{ Name: "Jo Smith", Reference: "C1" }] });
  await client.save(
    "Sales orders",
    "SalesOrderNumber,CreatedDate,Customer\nA,2026-03-10 08:00:00,C1\nB,11 Mar 2015 11:54:51,Jo Smith\nC,2026-03-10,c1",
  );
  const dates = rowsOf(await client.read("Sales orders")).map((row) => row["CreatedDate"]);
  expect(dates).toEqual(["2026-03-10 08:00:00", "2015-03-11 11:54:51", "2026-03-10 00:00:00"]);
});

test("more than 100 rows are refused, or taken where the profile says so", async () => {
  const csv = `SalesOrderNumber\n${Array.from({ length: 101 }, (_, index) => `SO-${index}`).join("\n")}`;
  const refusing = await open();
  expect(await refusing.save("Sales orders", csv)).toMatchObject({ ResponseId: -1, TotalCount: 0 });
  expect((await refusing.read("Sales orders")).TotalCount).toBe(0);
  const accepting = await open({ overHundredRows: "accept" });
  expect(await accepting.save("Sales orders", csv)).toMatchObject({ ResponseId: 0, TotalCount: 101 });
});

test("action 1 imports without allocating, action 2 deletes, another action is refused", async () => {
  const client = await open();
  await client.save("Sales orders", "SalesOrderNumber\nSO-1", 1);
  await client.save("Sales order items", "SalesOrderNumber,ItemCode,QuantityOrdered\nSO-1,TEE,1", 1);
  expect(rowsOf(await client.read("Sales orders"))).toMatchObject([{ Status: "New" }]);
  await client.save("Sales orders", "SalesOrderNumber,Attribute1\nSO-1,x");
  expect(rowsOf(await client.read("Sales orders"))).toMatchObject([{ Status: "Allocated" }]);
  expect(await client.save("Sales orders", "SalesOrderNumber\nSO-1", 3)).toMatchObject({ ResponseId: -1 });
  expect(await client.save("Sales orders", "SalesOrderNumber\nSO-1", 2)).toMatchObject({
    ResponseId: 0,
    TotalCount: 1,
  });
  expect(await client.save("Sales orders", "SalesOrderNumber\nSO-1", 2)).toMatchObject({
    ResponseId: -1,
    TotalCount: 0,
  });
  expect((await client.read("Sales orders")).TotalCount).toBe(0);
});

test("a Sales Order is cancelled by its status in any case, for good", async () => {
  const client = await open();
  await saveOrder(client, "SO-1");
  expect(await client.save("Sales orders", "SalesOrderNumber,Status\nSO-1,cancelled")).toMatchObject({ ResponseId: 0 });
  expect(await client.save("Sales orders", "SalesOrderNumber,Status\nSO-1,CANCELLED")).toMatchObject({ ResponseId: 0 });
  expect(await client.save("Sales orders", "SalesOrderNumber,Attribute1\nSO-1,x")).toMatchObject({ ResponseId: -1 });
  expect(await client.save("Sales orders", "SalesOrderNumber,Status\nSO-1,New")).toMatchObject({ ResponseId: -1 });
  expect(rowsOf(await client.read("Sales orders"))).toMatchObject([{ Status: "Cancelled", Attribute1: "" }]);
});

test("a row with a line id means the line of that id and item, without one the first line of the item", async () => {
  const client = await open();
  const save = (rows: string): Promise<unknown> =>
    client.save("Sales order items", `SalesOrderNumber,ItemCode,QuantityOrdered,Line\n${rows}`);
  await client.save("Sales orders", "SalesOrderNumber\nSO-1");
  await save("SO-1,TEE,1,11\nSO-1,TEE,2,12");
  await save("SO-1,TEE,5,12\nSO-1,tee,7,13");
  expect(await linesOf(client, "SO-1")).toEqual(["TEE 1 [11]", "TEE 5 [12]", "TEE 7 [13]"]);
  await client.save("Sales order items", "SalesOrderNumber,ItemCode,QuantityOrdered\nSO-1,TEE,9");
  expect(await linesOf(client, "SO-1")).toEqual(["TEE 9 [11]", "TEE 5 [12]", "TEE 7 [13]"]);
});

test("a tenant without the column Line does not know it", async () => {
  const client = await open({ usesLine: false });
  await client.save("Sales orders", "SalesOrderNumber\nSO-1");
  const withLine = await client.save(
    "Sales order items",
    "SalesOrderNumber,ItemCode,QuantityOrdered,Line\nSO-1,TEE,1,1",
  );
  expect(withLine).toMatchObject({ ResponseId: -1, TotalCount: 0 });
  await client.save("Sales order items", "SalesOrderNumber,ItemCode,QuantityOrdered\nSO-1,TEE,1");
  expect(await linesOf(client, "SO-1")).toEqual(["TEE 1 [-]"]);
});

test.each([
  ["none", false, false],
  ["quantity-0", true, false],
  ["delete-row", false, true],
] as const)(
  "with line removal '%s' quantity 0 is taken: %s, deleting a row: %s",
  async (lineRemoval, byZero, byDelete) => {
    const client = await open({ lineRemoval });
    await saveOrder(client, "SO-1");
    const zero = await client.save("Sales order items", "SalesOrderNumber,ItemCode,QuantityOrdered,Line\nSO-1,HAT,0,2");
    expect(zero.ResponseId).toBe(byZero ? 0 : -1);
    expect(await linesOf(client, "SO-1")).toEqual(["TEE 2 [1]", byZero ? "HAT 0 [2]" : "HAT 1 [2]"]);
    const gone = await client.save("Sales order items", "SalesOrderNumber,ItemCode,Line\nSO-1,TEE,1", 2);
    expect(gone.ResponseId).toBe(byDelete ? 0 : -1);
    expect((await linesOf(client, "SO-1")).includes("TEE 2 [1]")).toBe(!byDelete);
    expect(rowsOf(await client.read("Sales orders"))).toMatchObject([{ Status: "Allocated" }]);
  },
);

test("items have unique barcodes, and a removed one stays with ~D~ in its code", async () => {
  const client = await open();
  const twin = await client.save("Item types", "ItemCode,Name,Barcode\nCAP,Cap,TEE");
  expect(twin.Detail).toContain("'TEE' belongs to TEE");
  expect(await client.save("Item types", "ItemCode,OnHand\nTEE,5")).toMatchObject({ ResponseId: -1, TotalCount: 0 });
  expect(await client.save("Item types", "ItemCode\nTEE", 2)).toMatchObject({ ResponseId: 0 });
  const codes = rowsOf(await client.read("Item types")).map((row) => row["ItemCode"]);
  expect(codes).toEqual(["HAT", "MUG", "TEE~D~"]);
  await client.save("Sales orders", "SalesOrderNumber\nSO-1");
  const line = await client.save("Sales order items", "SalesOrderNumber,ItemCode,QuantityOrdered\nSO-1,TEE,1");
  expect(line.Detail).toContain("'TEE' does not exist");
});

test("customer addresses need their customer, and come anew each time without a reference", async () => {
  const client = await open();
  const save = (reference: string): Promise<{ ResponseId: number }> =>
    client.save("Customer addresses", `CustomerReference,AddressLine1,AddressReference\nC1,1 Road,${reference}`);
  expect(await save("home")).toMatchObject({ ResponseId: -1 });
  await client.save("Customers", "Name,Reference\nJo,C1");
  for (const reference of ["home", "home", "", ""]) expect(await save(reference)).toMatchObject({ ResponseId: 0 });
  expect((await client.read("Customer addresses")).TotalCount).toBe(3);
});

test("RMAs exist for Sales Orders that exist, end when the goods arrive, and are absent by profile", async () => {
  const sandbox = await openPeoplevox({ profile: { items: ITEMS } });
  const client = await connect(sandbox);
  await saveOrder(client, "SO-1");
  expect(await client.save("RMAs", "RmaNumber,SalesOrderNumber\nR1,SO-9")).toMatchObject({ ResponseId: -1 });
  expect(await client.save("RMAs", "RmaNumber,SalesOrderNumber\nR1,SO-1")).toMatchObject({ ResponseId: 0 });
  const items = await client.save(
    "RMA items",
    "RmaNumber,ItemCode,Quantity,Reason\nR1,TEE,2,SIZE\nR1,HAT,1,BORED\nR1,NONE,1,SIZE\nR9,TEE,1,SIZE",
  );
  expect(statusesOf(items)).toEqual([
    "R1 - TEE Success 1",
    "R1 - HAT Error 2",
    "R1 - NONE Error 3",
    "R9 - TEE Error 4",
  ]);
  const { warehouse, random, returns } = sandbox.tenant;
  for (const action of ["pick-all", "pack", "despatch"] as const) {
    performStep(warehouse, random, { action, salesOrderNumber: "SO-1" });
  }
  const goods = { salesOrderNumber: "SO-1", rmaNumber: "R1", items: [{ itemCode: "TEE", quantity: 1 }] };
  expect(returns.receive(goods)).toBeNull();
  expect(returns.receive(goods)).toContain("is 'Completed with discrepancies'");
  expect(rowsOf(await client.read("RMAs"))).toMatchObject([
    { RmaNumber: "R1", Status: "Completed with discrepancies" },
  ]);
  expect(await client.save("RMA items", "RmaNumber,ItemCode,Quantity\nR1,TEE,1")).toMatchObject({ ResponseId: -1 });

  const without = await open({ rmaTemplates: false });
  expect(await without.call("GetSaveTemplate", { templateName: "RMAs" })).toMatchObject({ ResponseId: -1 });
});

test("purchase orders take known suppliers and items only", async () => {
  const client = await open({ suppliers: [{ Name: "Returns desk", Reference: "RET" }] });
  const orders = await client.save("Purchase orders", "PurchaseOrderNumber,Supplier\nPO-1,RET\nPO-2,Nobody");
  expect(statusesOf(orders)).toEqual(["PO-1 Success 1", "PO-2 Error 2"]);
  const items = await client.save(
    "Purchase order items",
    "PurchaseOrderNumber,ItemCode,Quantity\nPO-1,TEE,2\nPO-1,X,1",
  );
  expect(statusesOf(items)).toEqual(["PO-1 - TEE Success 1", "PO-1 - X Error 2"]);
  expect(rowsOf(await client.read("Purchase orders"))).toMatchObject([
    { PurchaseOrderNumber: "PO-1", Status: "Pending" },
  ]);
});
