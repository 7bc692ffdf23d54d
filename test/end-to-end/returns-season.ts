import { setTimeout as sleep } from "node:timers/promises";
import cancelRma from "../../actions/peoplevox/cancel-rma/cancel-rma.ts";
import createRma from "../../actions/peoplevox/create-rma/create-rma.ts";
import type { ReturnsReport } from "../../actions/peoplevox/create-rma/returns-report.ts";
import getOrderReturns from "../../actions/shopify/get-order-returns/get-order-returns.ts";
import { stagedReturnDocuments } from "../../runtime/examples/return-documents.ts";
import { faultSchema } from "../../sandbox/peoplevox/faults.ts";
import { createRandom } from "../../sandbox/random.ts";
import type { Random } from "../../sandbox/random.ts";
import { startSandbox } from "../../sandbox/server.ts";
import type { Sandbox } from "../../sandbox/server.ts";
import type { Order } from "../../sandbox/shopify/model/records.ts";
import { performStep } from "../../sandbox/warehouse/steps.ts";
import refundCreated from "../../sources/shopify/refund-created/refund-created.ts";
import { runAction } from "../support/run-component.ts";
import { sourceServer } from "../support/source-server.ts";
import type { SourceServer } from "../support/source-server.ts";

/** What a season of refunds and Returns left behind. */
export interface ReturnsSeason {
  /** Refunds or Returns with more than one document that is not cancelled. */
  readonly doubled: readonly string[];
  /** Orders whose documents announce more units of an item than were despatched. */
  readonly overAnnounced: readonly string[];
  /** Refunds and Returns whose goods come back and that no document announces, or the other way round. */
  readonly silent: readonly string[];
  readonly counts: {
    /** Refunds and Returns whose goods come back. */
    returning: number;
    /** Returns that were withdrawn after their RMA was made. */
    cancelled: number;
    documents: number;
    runs: number;
    failedRuns: number;
  };
}

const SKUS = ["OXF-SHI-NAV-M", "MER-JUM-OLI-L"] as const;
const UNITS = 3;
const REORDER_WINDOW_MS = 30;

/**
 * Orders are despatched; then people refund, return, decline and cancel in a seeded order, while webhooks are doubled,
 * reordered and dropped, and Peoplevox loses answers and refuses rows. Each event of the source runs the recipe's steps;
 * a run that fails is run again with the next event, as a host would. What must come back is kept in a book of its own,
 * which knows nothing of LastEdit's rules.
 */
export async function returnsSeason({ seed, orders }: { seed: number; orders: number }): Promise<ReturnsSeason> {
  const sandbox = await startSandbox({ rateLimit: false, seed, importer: { on: true, delayMs: 0 } });
  const source = await openSource(sandbox);
  try {
    const random = createRandom(seed, "returns-season");
    const placed = await despatchOrders(sandbox, orders);
    sandbox.shopify.webhooks.setFaults({ duplicate: 0.4, drop: 0.3, reorder: 0.5, reorderWindowMs: REORDER_WINDOW_MS });
    const book = new Map<string, "coming" | "withdrawn">();
    const counts = { returning: 0, cancelled: 0, documents: 0, runs: 0, failedRuns: 0 };
    for (let step = 0; step < orders * 9; step += 1) {
      const order = placed[random.whole(0, placed.length - 1)] as Order;
      happen(sandbox, order, random, book);
      if (random.whole(1, 2) === 1) breakSomething(sandbox, random);
      await sleep(REORDER_WINDOW_MS + 20);
      await source.tick();
      await runEvents(sandbox, source, counts);
    }
    sandbox.peoplevox.tenant.faults.clear();
    // The safety net: what no webhook told is found by asking Shopify, and what failed is run again.
    for (const order of placed) await run(sandbox, String(order.id), counts);
    return audit(sandbox, placed, book, counts);
  } finally {
    await source.close();
    await sandbox.stop();
  }
}

function openSource({ info }: Sandbox): Promise<SourceServer> {
  return sourceServer(refundCreated, { ...shopifyProps(info), settleSeconds: 0, maxWaitSeconds: 0 }).then(
    async (server) => {
      await server.source.start();
      return server;
    },
  );
}

async function despatchOrders(sandbox: Sandbox, count: number): Promise<Order[]> {
  const { admin } = sandbox.shopify;
  const { warehouse, random } = sandbox.peoplevox.tenant;
  const placed = Array.from({ length: count }, () =>
    admin.placeOrder({ lines: SKUS.map((sku) => ({ sku, quantity: UNITS })) }),
  );
  while (sandbox.importer.records().length < count) await sleep(10);
  warehouse.settle();
  for (const { id, name } of placed) {
    for (const action of ["pick-all", "pack", "despatch"] as const) {
      const refusal = performStep(warehouse, random, { action, salesOrderNumber: name.replace("#", "") });
      if (refusal !== null) throw new Error(refusal);
    }
    admin.fulfilOrder(id);
  }
  return placed;
}

/**
 * One thing that a person does, and what it means by the book. Refunds without a Return are of one line and Returns of the
 * other: a refund beside an open Return of the same line may mean either, and is decided by a rule that has tests of its
 * own.
 */
function happen(sandbox: Sandbox, order: Order, random: Random, book: Map<string, "coming" | "withdrawn">): void {
  const { admin } = sandbox.shopify;
  const [refunded, returned] = order.lines;
  const open = order.returns.filter(({ status }) => status === "OPEN");
  const untouched = open.find(({ lines }) => lines.every(({ processedQuantity }) => processedQuantity === 0));
  const refund = (restockType: "RETURN" | "NO_RESTOCK") =>
    admin.refundOrder(order.id, { lines: [{ lineItemId: refunded?.id ?? 0, quantity: 1, restockType }] });
  const what = random.whole(1, 7);
  if (what <= 2 && (refunded?.currentQuantity ?? 0) > 0) book.set(`REFUND-${refund("RETURN").id}`, "coming");
  if (what === 3 && (refunded?.currentQuantity ?? 0) > 0) refund("NO_RESTOCK");
  if (what === 4) admin.refundOrder(order.id, { note: "goodwill" });
  if (what === 5 && order.returns.length - withdrawnOf(order, book) < UNITS) {
    const sent = order.fulfillments[0]?.lines.find(({ lineItemId }) => lineItemId === returned?.id);
    const lines = [{ fulfillmentLineId: sent?.id ?? 0, quantity: 1 }];
    book.set(`RETURN-${admin.createReturn(order.id, { status: "OPEN", lines }).id}`, "coming");
  }
  if (untouched === undefined) return;
  if (what === 6) {
    admin.moveReturn(untouched.id, "cancel");
    book.set(`RETURN-${untouched.id}`, "withdrawn");
  }
  const number = `RETURN-${untouched.id}`;
  if (
    what === 7 &&
    stagedReturnDocuments(sandbox.peoplevox).some((each) => each.number === number && each.units[SKUS[1]] === 1)
  ) {
    // The goods have come and are refunded: the refund belongs to the Return and brings none of its own.
    const dispositions = [{ type: "RESTOCKED", quantity: 1, locationId: null }];
    const lines = untouched.lines.map(({ id }) => ({ id, quantity: 1, dispositions }));
    admin.processReturn(untouched.id, { lines, transactions: [] });
  }
}

const withdrawnOf = (order: Order, book: ReadonlyMap<string, string>): number =>
  order.returns.filter(({ id }) => book.get(`RETURN-${id}`) === "withdrawn").length;

function breakSomething({ peoplevox }: Sandbox, random: Random): void {
  const template = ["RMAs", "RMA items"][random.whole(0, 1)] ?? "RMAs";
  const faults = [
    { kind: "drop", when: "after", operation: "SaveData", template },
    { kind: "drop", when: "before", operation: "SaveData", template },
    { kind: "refuse-rows", operation: "SaveData", template },
    { kind: "expire-session" },
  ];
  peoplevox.tenant.faults.add(faultSchema.parse(faults[random.whole(0, faults.length - 1)]));
}

async function runEvents(sandbox: Sandbox, source: SourceServer, counts: ReturnsSeason["counts"]): Promise<void> {
  for (const { event } of source.events.splice(0)) {
    await run(sandbox, (event as { orderId: string }).orderId, counts).catch(() => {
      counts.failedRuns += 1;
    });
  }
}

/** The steps of the recipe. */
async function run({ info }: Sandbox, orderId: string, counts: ReturnsSeason["counts"]): Promise<void> {
  counts.runs += 1;
  const { url, clientId, username, password } = info.peoplevox;
  const peoplevox = {
    peoplevoxUrl: url,
    peoplevoxClientId: clientId,
    peoplevoxUsername: username,
    peoplevoxPassword: password,
    peoplevoxProfile: { requestBudget: { requests: 1_000, perMs: 1_000 } },
  };
  const { result: returns } = await runAction(getOrderReturns, { ...shopifyProps(info), orderId });
  const { result } = await runAction(createRma, { ...peoplevox, returns });
  if ((result as ReturnsReport).toCancel > 0) await runAction(cancelRma, { ...peoplevox, returns });
}

const shopifyProps = ({ shopify }: Sandbox["info"]) => ({
  shopifyShop: shopify.shop,
  shopifyAccessToken: shopify.accessToken,
  shopifyClientSecret: shopify.clientSecret,
  shopifyApiVersion: shopify.apiVersion,
  shopifyAdminUrl: shopify.url,
});

function audit(
  sandbox: Sandbox,
  placed: readonly Order[],
  book: ReadonlyMap<string, "coming" | "withdrawn">,
  counts: ReturnsSeason["counts"],
): ReturnsSeason {
  const documents = stagedReturnDocuments(sandbox.peoplevox);
  const live = documents.filter(({ status }) => status !== "Cancelled");
  const numbers = live.map(({ number }) => number);
  const coming = [...book].filter(([, state]) => state === "coming").map(([number]) => number);
  counts.documents = documents.length;
  counts.returning = coming.length;
  counts.cancelled = documents.length - live.length;
  const units = (order: Order, sku: string): number => {
    const own = [...order.returns.map(({ id }) => `RETURN-${id}`), ...order.refunds.map(({ id }) => `REFUND-${id}`)];
    return live.filter(({ number }) => own.includes(number)).reduce((sum, each) => sum + (each.units[sku] ?? 0), 0);
  };
  return {
    doubled: numbers.filter((number, index) => numbers.indexOf(number) !== index),
    overAnnounced: placed.filter((order) => SKUS.some((sku) => units(order, sku) > UNITS)).map(({ name }) => name),
    silent: [
      ...coming.filter((number) => !numbers.includes(number)),
      ...numbers.filter((number) => !coming.includes(number)),
      ...live
        .filter((each) => Object.values(each.units).reduce((sum, count) => sum + count, 0) !== 1)
        .map(({ number }) => number),
    ],
    counts,
  };
}
