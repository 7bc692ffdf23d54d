import { importableOrder } from "../../sandbox/importer/shopify-order.ts";
import { importRows } from "../../sandbox/importer/import-rows.ts";
import { peoplevoxTarget } from "../../sandbox/importer/peoplevox-target.ts";
import type { ImportableOrder } from "../../sandbox/importer/importer.ts";
import { saveHeader } from "../../sandbox/warehouse/header-writes.ts";
import { cancelInWarehouse } from "../../sandbox/warehouse/bench.ts";
import { allocateAll } from "../../sandbox/warehouse/warehouse.ts";
import type { SalesOrder } from "../../sandbox/warehouse/sales-order.ts";
import type { Order } from "../../sandbox/shopify/model/records.ts";
import { ShopRefusedError } from "../../sandbox/shopify/shop.ts";
import { ATTRIBUTES, createRareActs } from "./rare-acts.ts";
import type { Act } from "./rare-acts.ts";
import type { SimulatedPeoplevox } from "./peoplevox.ts";
import { KNOWN_SKUS, UNKNOWN_SKU } from "./scenario.ts";
import type { Happening, ImportPlan, OrderPlan, Scenario, What } from "./scenario.ts";
import type { SimulatedShopify } from "./shopify.ts";
import type { World } from "./world.ts";

/** Customers, staff and the integrations of others: they act on both systems and know nothing of LastEdit. */
export interface People {
  /** Puts everything that is planned on the clock. */
  begin(): void;
  /** Sales Orders that were changed by others than LastEdit and the warehouse's own steps: when last. */
  readonly touchedAtMs: ReadonlyMap<string, number>;
  /** What was done, and how often each. */
  readonly done: ReadonlyMap<string, number>;
}

export interface PeopleOptions {
  readonly world: World;
  readonly shopify: SimulatedShopify;
  readonly peoplevox: SimulatedPeoplevox;
  /** `kill` and `freeze` are done to our own processes. */
  onProcess(what: "kill" | "freeze", chance: number): void;
}

export function createPeople({ world, shopify, peoplevox, onProcess }: PeopleOptions): People {
  const { scheduler, scenario } = world;
  const { without } = scenario;
  const { warehouse } = peoplevox.tenant;
  const target = peoplevoxTarget(peoplevox.tenant);
  const chance = world.random("people");
  const touchedAtMs = new Map<string, number>();
  const done = new Map<string, number>();
  /** The latest version of each planned order, by its index. */
  const latest = new Map<number, number>();
  const touched = (number: string): void => void touchedAtMs.set(number, scheduler.now());

  function place(plan: OrderPlan, index: number): void {
    const lines = plan.lines.filter((_, line) => !without.has(`${plan.id}.l${line}`));
    const order = shopify.shop.placeOrder({
      lines: lines.length === 0 ? plan.lines.slice(0, 1) : [...lines],
      email: "customer@example.com",
      shippingAddress: {
        firstName: "Cora",
        lastName: "Customer",
        address1: "1 High Street",
        city: "Leeds",
        zip: "LS1 1AA",
      },
      customAttributes: [],
      shippingLines: [{ title: "Standard", price: 500 }],
    });
    latest.set(index, order.id);
    shopify.changed();
    world.note(`a customer places ${order.name}: ${unitsInWords(order)}`);
    planImport(order, plan.importing);
  }

  function planImport(order: Order, { afterMs, againAfterMs, content }: ImportPlan): void {
    if (afterMs === null) return;
    const asCreated = importableOrder(order);
    scheduler.after(afterMs, () => {
      importOrder(content === "at-creation" ? asCreated : importableOrder(order), order, false);
      if (againAfterMs === null) return;
      scheduler.after(againAfterMs, () => importOrder(asCreated, order, true));
    });
  }

  /** The other integration: it never looks at an order again, but for one that repeats itself. */
  function importOrder(importable: ImportableOrder, order: Order, again: boolean): void {
    if (order.cancelledAt !== null) return;
    const rows = importRows(importable, ATTRIBUTES, target.usesLine);
    if (target.has(rows.salesOrderNumber) !== again) return;
    const refusals = target.save(rows);
    touched(rows.salesOrderNumber);
    world.note(
      `the importer brings ${order.name}${again ? " once more" : ""}${refusals.length === 0 ? "" : ` (${refusals.join("; ")})`}`,
    );
  }

  /** A shop that hears of the despatch, as another integration tells it. */
  warehouse.listen((event) => {
    if (event.kind !== "despatched") return;
    const { order: salesOrder } = event;
    const name = salesOrder.fields["CustomerPurchaseOrderReferenceNumber"] ?? "";
    scheduler.after(chance.whole(1_000, 90_000), () => fulfil(name, salesOrder));
  });

  function fulfil(name: string, { parcel }: SalesOrder): void {
    const order = shopify.store.orderByName(name);
    if (order === undefined || parcel === null) return;
    const left = new Map<string, number>();
    for (const { itemCode, quantity } of parcel) left.set(itemCode, (left.get(itemCode) ?? 0) + quantity);
    const lines = order.lines.flatMap(({ id, sku, unfulfilledQuantity }) => {
      const quantity = Math.min(unfulfilledQuantity, left.get(sku ?? "") ?? 0);
      left.set(sku ?? "", (left.get(sku ?? "") ?? 0) - quantity);
      return quantity > 0 ? [{ lineItemId: id, quantity }] : [];
    });
    if (lines.length > 0)
      attempt(`${name} is fulfilled in the shop`, () => shopify.shop.fulfilOrder(order.id, { lines }));
  }

  function attempt(words: string, act: () => unknown): void {
    try {
      act();
      shopify.changed();
      world.note(words);
    } catch (error) {
      if (!(error instanceof ShopRefusedError)) throw error;
    }
  }

  function happen({ what, order: index, chance: drawn, id }: Happening): void {
    done.set(what, (done.get(what) ?? 0) + 1);
    if (what === "kill" || what === "freeze") {
      onProcess(what, drawn);
      return;
    }
    if (what === "allocation-run") {
      allocateAll(warehouse);
      return;
    }
    const order = shopify.store.orders.get(latest.get(index) ?? 0);
    if (order === undefined) return;
    attempt(`${id}: ${what} ${order.name}`, () => ACTS[what](order, drawn, index));
  }

  const salesOrdersOf = (order: Order): SalesOrder[] =>
    [...warehouse.orders()].filter(
      ({ fields, status }) =>
        fields["CustomerPurchaseOrderReferenceNumber"] === order.name && !["Cancelled", "Despatched"].includes(status),
    );
  const choose = <T>(list: readonly T[], drawn: number): T | undefined => list[Math.floor(drawn * list.length)];
  const wantedLines = (order: Order) => order.lines.filter(({ currentQuantity }) => currentQuantity > 0);
  const set = (order: Order, lineItemId: number, quantity: number): unknown =>
    shopify.shop.editOrder(order.id, [{ set: { lineItemId, quantity } }]);

  const ACTS: Readonly<Record<Exclude<What, "kill" | "freeze" | "allocation-run">, Act>> = {
    ...createRareActs({ world, shopify, peoplevox, attempt, touched, placed }),
    add(order, drawn) {
      const sku = drawn < 0.12 ? UNKNOWN_SKU : (choose(KNOWN_SKUS, (drawn * 7) % 1) ?? "HAT");
      return shopify.shop.editOrder(order.id, [
        { add: { sku, quantity: 1 + Math.floor(drawn * 2), allowDuplicates: drawn > 0.8 } },
      ]);
    },
    raise(order, drawn) {
      const line = choose(wantedLines(order), drawn);
      return line === undefined ? null : set(order, line.id, line.currentQuantity + 1 + Math.floor(drawn * 2));
    },
    lower(order, drawn) {
      const line = choose(
        wantedLines(order).filter(({ currentQuantity }) => currentQuantity > 1),
        drawn,
      );
      return line === undefined ? null : set(order, line.id, line.currentQuantity - 1);
    },
    remove(order, drawn) {
      const lines = wantedLines(order);
      const line = lines.length > 1 || drawn < 0.2 ? choose(lines, drawn) : undefined;
      return line === undefined ? null : set(order, line.id, 0);
    },
    "back-again"(order, drawn) {
      const line = choose(wantedLines(order), drawn);
      if (line === undefined) return null;
      const before = line.currentQuantity;
      set(order, line.id, before + 1);
      scheduler.after(chance.whole(5_000, 120_000), () =>
        attempt(`${order.name} goes back again`, () => set(order, line.id, before)),
      );
      return null;
    },
    address: (order, drawn) =>
      shopify.shop.updateOrder(order.id, {
        shippingAddress: {
          firstName: "Cora",
          lastName: "Customer",
          address1: `${1 + Math.floor(drawn * 90)} New Road`,
          city: "York",
          zip: "YO1 7HH",
        },
      }),
    "gift-message": (order, drawn) =>
      shopify.shop.updateOrder(order.id, {
        customAttributes: [{ key: "Gift message", value: `Love, ${Math.floor(drawn * 100)}` }],
      }),
    cancel: (order) => shopify.shop.cancelOrder(order.id),
    "recreate-create-first": (order, _drawn, index) => recreate(order, index, "create"),
    "recreate-cancel-first": (order, _drawn, index) => recreate(order, index, "cancel"),
    refund(order, drawn) {
      const line = choose(wantedLines(order), drawn);
      if (line === undefined) return null;
      const sent = line.unfulfilledQuantity === 0;
      const restockType = sent ? (drawn < 0.7 ? "RETURN" : "NO_RESTOCK") : "CANCEL";
      return shopify.shop.refundOrder(order.id, { lines: [{ lineItemId: line.id, quantity: 1, restockType }] });
    },
    return(order, drawn) {
      const line = choose(
        order.fulfillments.flatMap(({ lines }) => lines),
        drawn,
      );
      if (line === undefined) return null;
      const status = drawn < 0.4 ? "REQUESTED" : "OPEN";
      return shopify.shop.createReturn(order.id, { lines: [{ fulfillmentLineId: line.id, quantity: 1 }], status });
    },
    "withdraw-return"(order, drawn) {
      const found = choose(order.returns, drawn);
      return found === undefined ? null : shopify.shop.moveReturn(found.id, drawn < 0.5 ? "decline" : "cancel");
    },
    "person-holds": (order) => flag(order, "True"),
    "person-lets-go": (order) => flag(order, "False"),
    "person-cancels"(order) {
      for (const salesOrder of salesOrdersOf(order)) {
        if (cancelInWarehouse(warehouse, salesOrder, "control") === null) touched(salesOrder.number);
      }
    },
  };

  /** Somebody at the warehouse holds an order, or lets go of one that somebody held. */
  function flag(order: Order, onHold: "True" | "False"): void {
    for (const salesOrder of salesOrdersOf(order)) {
      saveHeader(
        warehouse,
        salesOrder.number,
        { OnHold: onHold },
        { by: "control", template: "Sales orders", action: 0 },
      );
      touched(salesOrder.number);
    }
    warehouse.settle();
  }

  function recreate(order: Order, index: number, first: "create" | "cancel"): void {
    placed(shopify.shop.recreateOrder(order.id, { first }).created, index);
  }

  function placed(order: Order, index: number): void {
    latest.set(index, order.id);
    const plan = scenario.orders[index]?.importing;
    if (plan === undefined || scenario.policy.whenMissing === "create") return;
    planImport(order, { ...plan, afterMs: chance.whole(1_000, 4 * 60_000), againAfterMs: null });
  }

  return {
    touchedAtMs,
    done,
    begin() {
      for (const [index, plan] of scenario.orders.entries()) {
        if (!without.has(plan.id)) scheduler.after(plan.placedAtMs, () => place(plan, index));
      }
      for (const happening of wantedHappenings(scenario)) scheduler.after(happening.atMs, () => happen(happening));
    },
  };
}

const wantedHappenings = ({ happenings, without }: Scenario): readonly Happening[] =>
  happenings.filter(({ id }) => !without.has(id));

const unitsInWords = ({ lines }: Order): string =>
  lines.map(({ sku, currentQuantity }) => `${currentQuantity} ${sku ?? "-"}`).join(", ");
