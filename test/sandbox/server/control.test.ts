import { expect, test } from "@jest/globals";
import { control, start } from "./support.ts";

const ORDER = {
  template: "Sales orders",
  rows: [{ SalesOrderNumber: "SO-1", CustomerPurchaseOrderReferenceNumber: "#1" }],
};
const ITEMS = {
  template: "Sales order items",
  rows: [
    { SalesOrderNumber: "SO-1", ItemCode: "TEE", QuantityOrdered: "2", Line: "1" },
    { SalesOrderNumber: "SO-1", ItemCode: "HAT", QuantityOrdered: "1", Line: "2" },
  ],
};

test("an order is seeded, walked through the warehouse step by step, and comes back", async () => {
  const sandbox = await start();
  const post = (path: string, body: object): ReturnType<typeof control> => control(sandbox, "POST", path, body);
  const get = async (path: string): Promise<Record<string, unknown>> => (await control(sandbox, "GET", path)).json;

  await post("/peoplevox/items", { items: [{ ItemCode: "TEE", OnHand: 9 }, { ItemCode: "HAT" }] });
  expect(await post("/peoplevox/rows", ORDER)).toEqual({ status: 200, json: { rows: 1 } });
  expect(await post("/peoplevox/rows", ITEMS)).toEqual({ status: 200, json: { rows: 2 } });
  expect(await get("/peoplevox/sales-orders/so-1")).toMatchObject({
    number: "SO-1",
    status: "Allocated",
    items: [
      { itemCode: "TEE", quantityOrdered: 2, quantityAllocated: 2, quantityPicked: 0 },
      { itemCode: "HAT", quantityOrdered: 1 },
    ],
  });

  const step = (action: string, more: object = {}): ReturnType<typeof control> =>
    post("/peoplevox/warehouse/step", { action, salesOrderNumber: "SO-1", ...more });
  expect(await step("pick", { itemCode: "TEE", units: 1 })).toEqual({ status: 200, json: { done: "pick" } });
  expect(await step("despatch")).toMatchObject({ status: 409 });
  for (const action of ["pick-all", "pack", "despatch"]) expect(await step(action)).toMatchObject({ status: 200 });

  const goods = { salesOrderNumber: "SO-1", items: [{ itemCode: "HAT", quantity: 1, reason: "SIZE" }] };
  expect(await post("/peoplevox/returns", goods)).toMatchObject({ json: { returns: [{ itemCode: "HAT" }] } });
  expect(await get("/peoplevox/journal/checks")).toMatchObject({
    changesAfterPickingStarted: [],
    releasableOverlaps: [],
    parcels: {
      "SO-1": [
        { itemCode: "TEE", quantity: 2 },
        { itemCode: "HAT", quantity: 1 },
      ],
    },
  });
  const { entries } = (await get("/peoplevox/journal?since=3&salesOrderNumber=SO-1")) as {
    entries: { kind: string }[];
  };
  expect(entries.map(({ kind }) => kind)).toEqual(["allocated", "picked", "picked", "picked", "packed", "despatched"]);
  const { stock } = (await get("/peoplevox/stock")) as { stock: { itemCode: string }[] };
  expect(stock.find(({ itemCode }) => itemCode === "TEE")).toEqual({ itemCode: "TEE", onHand: 7, allocated: 0 });
});

test("refusals say why and what was stored, with a status that fits", async () => {
  const sandbox = await start();
  const refused = async (method: "GET" | "POST" | "PUT", path: string, body?: object): Promise<unknown> => {
    const { status, json } = await control(sandbox, method, path, body);
    return [status, json["error"]];
  };
  expect(await refused("GET", "/nothing")).toEqual([404, expect.stringContaining("There is no GET /nothing")]);
  expect(await refused("GET", "/peoplevox/sales-orders/X")).toEqual([404, "There is no Sales Order X."]);
  expect(await refused("GET", "/peoplevox/rows/Orders")).toEqual([400, expect.stringContaining("'Orders'")]);
  expect(await refused("POST", "/peoplevox/faults", { kind: "earthquake" })).toEqual([
    400,
    expect.stringContaining("Nothing was changed."),
  ]);
  expect(await refused("POST", "/peoplevox/warehouse/step", { action: "pick", salesOrderNumber: "X" })).toEqual([
    409,
    "There is no Sales Order X. Nothing was changed.",
  ]);
  expect(await refused("POST", "/peoplevox/rows", ITEMS)).toEqual([
    409,
    expect.stringContaining("0 rows were stored, not these: SO-1 - TEE:"),
  ]);
  expect(await refused("POST", "/clock/advance", { ms: 1 })).toEqual([
    409,
    expect.stringContaining("The clock is real"),
  ]);
});

test("sessions, requests, faults, callbacks, clock, importer and automatic work are steered from outside", async () => {
  const sandbox = await start({ clock: "manual" });
  const put = (path: string, body: object): ReturnType<typeof control> => control(sandbox, "PUT", path, body);
  const get = async (path: string): Promise<Record<string, unknown>> => (await control(sandbox, "GET", path)).json;
  const { url, clientId, username, password } = sandbox.info.peoplevox;
  const call = `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><Authenticate xmlns="http://www.peoplevox.net/"><clientId>${clientId}</clientId><username>${username}</username><password>${btoa(password)}</password></Authenticate></Body></Envelope>`;
  const authenticate = (): Promise<Response> =>
    fetch(url, { method: "POST", body: call, headers: { "content-type": "text/xml" } });

  await authenticate();
  expect(await get("/peoplevox/sessions")).toMatchObject({
    sessions: [{ expiresAt: sandbox.clock.now() + 1_800_000 }],
  });
  expect((await control(sandbox, "POST", "/peoplevox/sessions/expire")).json).toEqual({ expired: 1 });
  expect(await get("/peoplevox/sessions")).toEqual({ sessions: [] });

  await control(sandbox, "POST", "/peoplevox/faults", { kind: "html-page" });
  expect((await authenticate()).status).toBe(502);
  expect(await get("/peoplevox/requests")).toMatchObject({ byOperation: { Authenticate: 2 }, total: 2, overBudget: 0 });
  await control(sandbox, "POST", "/peoplevox/faults", { kind: "hang", times: 5 });
  expect((await control(sandbox, "DELETE", "/peoplevox/faults")).json).toEqual({ faults: [] });
  expect((await control(sandbox, "DELETE", "/peoplevox/requests")).json).toMatchObject({ total: 0 });

  expect((await put("/peoplevox/callback-faults", { drop: 0.5 })).json).toEqual({
    drop: 0.5,
    duplicate: 0,
    delayMs: 0,
  });
  expect((await put("/peoplevox/warehouse/automatic", { on: true, packMs: 7 })).json).toMatchObject({
    pace: { packMs: 7 },
  });
  expect((await put("/peoplevox/warehouse/automatic", { on: false })).json).toEqual({ on: false, pace: null });
  expect((await put("/importer", { delayMs: 100 })).json).toMatchObject({ settings: { delayMs: 100, on: true } });

  const { now } = (await get("/clock")) as { now: number };
  const advanced = await control(sandbox, "POST", "/clock/advance", { ms: 90_000 });
  expect(advanced.json).toEqual({ now: now + 90_000, manual: true });
  expect(await get("/health")).toMatchObject({ ok: true });
  expect((await control(sandbox, "POST", "/peoplevox/restart")).json).toEqual({ url });
  expect(await get("/peoplevox/profile")).not.toHaveProperty("password");
});
