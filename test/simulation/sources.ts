import { createHoldLedger } from "../../components/lastedit/hold-ledger.ts";
import type { RecordStore } from "../../components/lastedit/record-store.ts";
import type { SharedPeoplevox } from "../../components/peoplevox/shared-warehouse.ts";
import type { Emit, HttpEvent, HttpInterface, SourceDb, TimerEvent } from "../../components/pipedream-component.ts";
import type { ShopifyAdminClient } from "../../components/shopify/admin-client.ts";
import { readRecreateProps } from "../../components/shopify/recreated-orders/recreate-props.ts";
import { EDIT_TOPICS, REFUND_TOPICS } from "../../components/shopify/webhooks/webhook-tables.ts";
import type { OrderTopic } from "../../components/shopify/webhooks/webhook-tables.ts";
import { gapSettingsFrom } from "../../components/sync-gap/gap-props.ts";
import type { GapProps } from "../../components/sync-gap/gap-props.ts";
import type { ReturnsPolicy } from "../../domain/returns/refund-kind.rules.ts";
import type { Component } from "../../runtime/component-host/types.ts";
import type { OrderSource } from "../../sources/shopify/common/order-source.ts";
import { readState } from "../../sources/shopify/common/order-source.ts";
import { runOrderSource } from "../../sources/shopify/common/run-order-source.ts";
import { readMemory } from "../../sources/shopify/order-recreated/recreate-memory.ts";
import { runRecreatedSource } from "../../sources/shopify/order-recreated/run-recreated-source.ts";
import { sweep } from "../../sources/peoplevox/sync-gap-found/sweep.ts";
import { tellReturns } from "../../sources/shopify/refund-created/tell-returns.ts";
import { WAITS } from "./recipes.ts";
import type { RecipeName } from "./recipes.ts";
import { CLIENT_SECRET, SHOP } from "./shopify.ts";

/** The systems that a source reaches from its process. */
export interface SourceDoors {
  readonly shopify: ShopifyAdminClient;
  readonly peoplevox: SharedPeoplevox;
  readonly store: RecordStore;
  /** What the merchant has set. */
  readonly gaps: GapProps;
  readonly returnsPolicy: ReturnsPolicy;
}

interface Self {
  readonly http: HttpInterface;
  readonly db: SourceDb;
  readonly $emit: Emit;
}

/** A source of one recipe, for the component host: the shipped source's own logic, with the simulated systems. */
export interface SimulatedSource {
  readonly recipe: RecipeName;
  readonly uri: string;
  readonly topics: readonly OrderTopic[];
  component(doors: SourceDoors): Component;
  /** Whether it waits for something, so that a tick may have work before the next poll. */
  waits(db: SourceDb): boolean;
}

const settleOf = (recipe: RecipeName, topics: readonly OrderTopic[], settleMs: number) => ({
  recipe,
  uri: `https://simulated.example/hooks/${recipe}`,
  topics,
  orderSource: (self: Self, { shopify }: SourceDoors): OrderSource => ({
    shop: SHOP,
    client: shopify,
    secrets: [CLIENT_SECRET],
    topics,
    policy: { kind: "window", settleMs, maxWaitMs: settleMs === 0 ? 0 : WAITS.mostSettleMs },
    checkEveryMs: WAITS.pollMs,
    detailChanges: true,
    metafields: [],
    releaseSignals: false,
    uri: `https://simulated.example/hooks/${recipe}`,
    db: self.db,
    emit: self.$emit,
    now: Date.now,
  }),
});

const component = (key: string, run: (self: Self, event: HttpEvent | TimerEvent) => Promise<void>): Component => ({
  type: "source",
  key,
  name: key,
  version: "0.1.0",
  dedupe: "unique",
  props: {
    http: { type: "$.interface.http", customResponse: true },
    timer: { type: "$.interface.timer", default: { intervalSeconds: 15 } },
    db: "$.service.db",
  },
  run(this: unknown, event: unknown) {
    return run(this as Self, event as HttpEvent | TimerEvent);
  },
});

const hasPending = (db: SourceDb): boolean => readState({ db, now: Date.now }).pending.size > 0;

function editSource(): SimulatedSource {
  const { orderSource, ...source } = settleOf("send-order-edit-to-warehouse", EDIT_TOPICS, WAITS.settleMs);
  return {
    ...source,
    component: (doors) =>
      component("edited", (self, event) => runOrderSource(orderSource(self, doors), self.http, event)),
    waits: hasPending,
  };
}

function refundSource(): SimulatedSource {
  const { orderSource, ...source } = settleOf("create-rma-for-refund", REFUND_TOPICS, WAITS.settleMs / 2);
  return {
    ...source,
    component(doors) {
      const telling = tellReturns({ policy: doors.returnsPolicy, locations: { warehouseLocations: [] } });
      return component("refunds", (self, event) =>
        runOrderSource({ ...orderSource(self, doors), telling }, self.http, event),
      );
    },
    waits: hasPending,
  };
}

function recreatedSource(): SimulatedSource {
  const { orderSource, ...source } = settleOf("swap-recreated-order", ["orders/create", "orders/cancelled"], 0);
  const { rules, graceMs } = readRecreateProps({ graceMinutes: WAITS.graceMinutes });
  const limits = { graceMs, mostOrders: 150 };
  return {
    ...source,
    component: (doors) =>
      component("recreated", (self, event) =>
        runRecreatedSource({ ...orderSource(self, doors), rules, limits }, self.http, event),
      ),
    waits: (db) => hasPending(db) || readMemory(db).room.length > 0,
  };
}

function gapSource(): SimulatedSource {
  return {
    recipe: "watch-sync-gaps",
    uri: "https://simulated.example/hooks/watch-sync-gaps",
    topics: [],
    component: ({ shopify, peoplevox, store, gaps, returnsPolicy }) =>
      component("gaps", (self) =>
        sweep({
          client: shopify,
          peoplevox,
          holds: createHoldLedger(store, peoplevox.clientId),
          settings: gapSettingsFrom({
            freshForMinutes: WAITS.freshMinutes,
            importWaitMinutes: WAITS.importMinutes,
            ...gaps,
          }),
          returns: { policy: returnsPolicy, locations: { warehouseLocations: [] } },
          lookBackMs: 48 * 3_600_000,
          mostOrders: 300,
          db: self.db,
          emit: self.$emit,
          now: Date.now,
        }),
      ),
    waits: () => false,
  };
}

export const SOURCES: readonly SimulatedSource[] = [editSource(), refundSource(), recreatedSource(), gapSource()];
