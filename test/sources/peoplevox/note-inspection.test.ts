import { expect, test } from "@jest/globals";
import type { InspectedOrder } from "../../../components/sync-gap/inspect-orders.ts";
import type { GapRepair } from "../../../domain/sync-gap/plan-repairs.ts";
import {
  decodeGapState,
  encodeGapState,
  MOST_TOLD,
  NEW_STATE,
} from "../../../sources/peoplevox/sync-gap-found/gap-state.ts";
import type { GapState } from "../../../sources/peoplevox/sync-gap-found/gap-state.ts";
import { noteInspection } from "../../../sources/peoplevox/sync-gap-found/note-inspection.ts";
import { anOrder, aSalesOrder } from "../../support/order-builders.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const options = { replacedBy: new Map<string, string>(), soonMs: 3_600_000, nowMs: NOW };

function aGap(differs: Partial<GapRepair["gap"]> = {}, more: Partial<GapRepair> = {}): GapRepair {
  return {
    gap: {
      kind: "lines-differ",
      salesOrderNumbers: ["1001"],
      phase: "not-started",
      serviceType: null,
      sinceMs: NOW - 3_600_000,
      inWords: "HAT 2 → 1.",
      ...differs,
    },
    outcome: "repair",
    because: "The warehouse has not started.",
    raises: null,
    repairedBy: "order-edit",
    cutOff: null,
    ...more,
  };
}

const seen = (id: string, gaps: readonly GapRepair[], differs: Partial<InspectedOrder> = {}): InspectedOrder => ({
  order: anOrder({ id, name: `#${id}` }),
  desired: {} as InspectedOrder["desired"],
  salesOrders: [],
  plan: {} as InspectedOrder["plan"],
  values: null,
  gaps,
  ...differs,
});

const stored = (state: GapState): GapState => decodeGapState(encodeGapState(state));

test("the same sweep again, after a crash before its state was kept, gives the same events with the same ids", () => {
  const inspected = [seen("1", [aGap()]), seen("2", [aGap({ kind: "values-differ" })])];
  expect(noteInspection(NEW_STATE, inspected, options)).toEqual(noteInspection(NEW_STATE, inspected, options));
});

test("a gap that heals and comes back has another id, so that no host takes it for the first", () => {
  const first = noteInspection(NEW_STATE, [seen("1", [aGap()])], options);
  const healed = noteInspection(stored(first.state), [seen("1", [])], options);
  const again = noteInspection(stored(healed.state), [seen("1", [aGap()])], options);
  expect(healed.news).toMatchObject([{ event: { state: "healed", healed: ["lines-differ"] } }]);
  const ids = [first, healed, again].map(({ news }) => news[0]?.id ?? "");
  expect(new Set(ids).size).toBe(3);
  expect(ids.every((id) => id.length <= 64)).toBe(true);
});

test("how long an order is held is no news by the hour; that one of two gaps has healed is", () => {
  const held = (hours: number) => aGap({ kind: "held-too-long", inWords: `On hold for ${hours} h`, sinceMs: 5 });
  const first = noteInspection(NEW_STATE, [seen("1", [held(4), aGap()])], options);
  expect(noteInspection(first.state, [seen("1", [held(5), aGap()])], options).news).toEqual([]);
  const part = noteInspection(first.state, [seen("1", [held(6)])], options);
  expect(part.news).toMatchObject([
    { event: { state: "gap", healed: ["lines-differ"], gaps: [{ kind: "held-too-long" }] } },
  ]);
});

test("a gap that outlives a change of the order is told of again", () => {
  const { state } = noteInspection(NEW_STATE, [seen("1", [aGap()])], options);
  const changed = seen("1", [aGap()], { order: anOrder({ id: "1", updatedAt: "2026-11-24T11:59:00Z" }) });
  expect(noteInspection(state, [changed], options).news).toHaveLength(1);
});

test("what is ignored, fresh, or waits for its import is not told of", () => {
  const gaps = [
    aGap({}, { outcome: "ignore" }),
    aGap({}, { outcome: "ignore-for-now" }),
    aGap({ kind: "missing-in-warehouse", phase: "missing" }),
  ];
  expect(noteInspection(NEW_STATE, [seen("1", gaps)], options).news).toEqual([]);
});

test("the order with the nearest cut-off comes first, healed orders last", () => {
  const cutOff = (minutesLeft: number) => ({
    cutOff: { atMs: NOW + minutesLeft * 60_000, collectionMs: NOW, minutesLeft },
  });
  const { state } = noteInspection(NEW_STATE, [seen("healed", [aGap()])], options);
  const inspected = [
    seen("healed", []),
    seen("later", [aGap({}, cutOff(200))]),
    seen("soon", [aGap({}, cutOff(20))]),
    seen("never", [aGap()]),
  ];
  const { news } = noteInspection(state, inspected, options);
  expect(news.map(({ event }) => event.orderName)).toEqual(["#soon", "#later", "#never", "#healed"]);
  expect(news.map(({ event }) => event.parcelAtRisk)).toEqual([true, false, false, false]);
});

test("with more orders than there is room for, the most urgent are told of and the rest is counted; below 60 KB", () => {
  const inspected = Array.from({ length: MOST_TOLD + 20 }, (_, index) =>
    seen(String(5_800_000_000_000 + index), [aGap({}, { outcome: "raise" }), aGap({ kind: "values-differ" })]),
  );
  const held = Array.from({ length: 500 }, (_, index) => [`SALES-${10_000 + index}`, NOW - index] as const);
  const { state, news } = noteInspection({ ...NEW_STATE, heldSince: new Map(held) }, inspected, options);
  expect(news).toHaveLength(MOST_TOLD);
  expect(news[0]?.event.ordersWithoutRoom).toBe(20);
  expect(Buffer.byteLength(JSON.stringify(encodeGapState(state)))).toBeLessThan(60_000);
  const healed = inspected.slice(0, 5).map((one) => ({ ...one, gaps: [] }));
  const rest = noteInspection(stored(state), [...healed, ...inspected.slice(5)], options);
  expect(rest.news.filter(({ event }) => event.state === "gap")).toHaveLength(0);
  const next = noteInspection(stored(rest.state), inspected.slice(5), options);
  expect(next.news).toHaveLength(5);
});

test("a hold counts from when it was seen first, and starts anew once it was gone", () => {
  const salesOrders = (onHold: boolean) => ({ salesOrders: [aSalesOrder({ onHold })] });
  const first = noteInspection(NEW_STATE, [seen("1", [], salesOrders(true))], options);
  const later = { ...options, nowMs: NOW + 3_600_000 };
  const second = noteInspection(stored(first.state), [seen("1", [], salesOrders(true))], later);
  expect(second.state.heldSince.get("1001")).toBe(NOW);
  const gone = noteInspection(second.state, [seen("1", [], salesOrders(false))], later);
  expect(gone.state.heldSince.size).toBe(0);
});
