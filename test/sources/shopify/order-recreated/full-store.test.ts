import { expect, test } from "@jest/globals";
import { DEFAULT_EVIDENCE_RULES } from "../../../../domain/recreated-order/evidence.rules.ts";
import { readState } from "../../../../sources/shopify/common/order-source.ts";
import { STATE_BYTES } from "../../../../sources/shopify/common/state-size.ts";
import type { readMemory } from "../../../../sources/shopify/order-recreated/recreate-memory.ts";
import { tell, writeMemory } from "../../../../sources/shopify/order-recreated/recreate-memory.ts";
import type { RecreatedSource } from "../../../../sources/shopify/order-recreated/recreated-source.ts";
import { runRecreatedSource } from "../../../../sources/shopify/order-recreated/run-recreated-source.ts";
import { at, NOON, orderSourceHarness, signedWebhook } from "../order-source-harness.ts";

function harness() {
  const opened = orderSourceHarness({ topics: ["orders/create", "orders/cancelled"] });
  const source: RecreatedSource = {
    ...opened.source,
    rules: DEFAULT_EVIDENCE_RULES,
    limits: { graceMs: 600_000, mostOrders: 150 },
  };
  const answers: { status: number; body: string }[] = [];
  const http = { endpoint: source.uri, respond: (answer: { status: number; body: string }) => answers.push(answer) };
  const receive = (orderId: number, seconds: number) =>
    runRecreatedSource(
      source,
      http,
      signedWebhook(
        { id: orderId, updated_at: at(seconds) },
        { topic: "orders/create", webhookId: `${orderId}-${seconds}` },
      ),
    );
  return { ...opened, source, answers, receive };
}

test("however many orders are told of while Shopify cannot be asked, the store stays within 60 KB", async () => {
  const { source, receive, answers, storedBytes } = harness();
  // A full waiting room beside it, and all that can be told.
  const room = Array.from({ length: 175 }, (_, index) => ({
    orderId: String(5_678_901_234_000 + index),
    happened: "cancelled" as const,
    sinceMs: NOON + index,
  }));
  writeMemory(source.db, { room, told: "x".repeat(2_400) });
  for (let order = 0; order < 1_500; order += 1) await receive(5_678_901_000_000 + order, order);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(storedBytes()).toBeLessThan(STATE_BYTES.limit);
});

test("what is dropped from a full store is found again by the poll", async () => {
  const { source, receive } = harness();
  for (let order = 0; order < 1_500; order += 1) await receive(5_678_901_000_000 + order, order);
  const state = readState(source);
  expect(state.pending.size).toBeLessThan(1_500);
  expect(state.pending.has("5678901000000")).toBe(false);
  // The first order that was dropped was created at noon.
  expect(state.polledUpTo).toBeLessThanOrEqual(NOON);
});

test("a report that comes while Shopify is asked is asked about once more", async () => {
  const { source, receive, passSeconds } = harness();
  await receive(1001, 0);
  const client = {
    ...source.client,
    request: async () => {
      passSeconds(5);
      await receive(1001, 5);
      return { nodes: [null] };
    },
  } as unknown as RecreatedSource["client"];
  const tick = { timestamp: NOON / 1000 };
  await runRecreatedSource({ ...source, client }, { endpoint: "", respond: () => undefined }, tick);
  expect([...readState(source).pending.keys()]).toEqual(["1001"]);
});

test("a finding is told once, however often it is found again", () => {
  const once = tell({ room: [], told: "" }, "recreated:shop:2::1");
  expect(once).not.toBeNull();
  expect(tell(once ?? { room: [], told: "" }, "recreated:shop:2::1")).toBeNull();
  expect(tell(once ?? { room: [], told: "" }, "recreated:shop:3::1+2")).not.toBeNull();
});

test("only the latest two hundred findings are remembered", () => {
  let memory = { room: [], told: "" } as ReturnType<typeof readMemory>;
  for (let index = 0; index < 300; index += 1) memory = tell(memory, `finding ${index}`) ?? memory;
  expect(memory.told).toHaveLength(200 * 12);
  expect(tell(memory, "finding 299")).toBeNull();
  expect(tell(memory, "finding 0")).not.toBeNull();
});
