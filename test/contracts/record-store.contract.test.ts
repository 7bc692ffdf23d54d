import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createExceptionStore } from "../../components/lastedit/exception-store.ts";
import type { ExceptionStore } from "../../components/lastedit/exception-store.ts";
import { createHoldLedger } from "../../components/lastedit/hold-ledger.ts";
import { recordsUnder } from "../../components/lastedit/record-store.ts";
import type { RecordStore } from "../../components/lastedit/record-store.ts";
import { openDataStore } from "../../runtime/store/data-store.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { TEST_DATABASES } from "../runtime/store/open-test-databases.ts";
import { aDraft } from "../support/exception-builders.ts";
import { memoryRecordStore } from "../support/memory-record-store.ts";

interface Adapter {
  readonly name: string;
  open(): Promise<{ readonly store: RecordStore; close(): Promise<void> }>;
}

const ADAPTERS: readonly Adapter[] = [
  { name: "in memory", open: () => Promise.resolve({ store: memoryRecordStore(), close: () => Promise.resolve() }) },
  ...TEST_DATABASES.map(({ name, open }) => ({
    name: `on ${name}`,
    async open() {
      const database = await open();
      await migrate(database);
      return { store: openDataStore(database, "lastedit"), close: () => database.close() };
    },
  })),
];

describe.each(ADAPTERS)("records $name", ({ open }) => {
  let opened: Awaited<ReturnType<Adapter["open"]>>;
  let exceptions: ExceptionStore;

  beforeAll(async () => {
    opened = await open();
    exceptions = createExceptionStore(opened.store, Date.now);
  });

  afterAll(() => opened.close());

  test("give those under a prefix, and no others", async () => {
    const { store } = opened;
    await store.set("a/1", { n: 1 });
    await store.set("a/2", { n: 2 });
    await store.set("a", 3);
    await store.set("b/1", 4);
    const found = await recordsUnder(store, "a/");
    expect(found.toSorted(([x], [y]) => x.localeCompare(y))).toEqual([
      ["1", { n: 1 }],
      ["2", { n: 2 }],
    ]);
    for (const key of ["a/1", "a/2", "a", "b/1"]) await store.delete(key);
    expect(await store.get("a/1")).toBeUndefined();
  });

  test("remember a hold until it is forgotten, by tenant", async () => {
    const ledger = createHoldLedger(opened.store, "acme");
    const record = { salesOrderNumber: "1001", flags: ["OnHold"], replaces: null } as unknown as Parameters<
      typeof ledger.remember
    >[0];
    await ledger.remember(record);
    expect(await ledger.recordsOf(["1001", "1002"])).toMatchObject([{ salesOrderNumber: "1001" }]);
    expect(await createHoldLedger(opened.store, "other").recordsOf(["1001"])).toEqual([]);
    await ledger.forget("1001");
    expect(await ledger.recordsOf(["1001"])).toEqual([]);
  });

  test("keep one exception per order and kind, whoever raises it at the same moment, and count each time", async () => {
    await Promise.all(Array.from({ length: 3 }, () => exceptions.raise(aDraft())));
    // What one of two simultaneous writers lost is carried out a little later.
    await createExceptionStore(opened.store, () => Date.now() + 180_000).settle();
    const [one, ...others] = await exceptions.list({ status: "open" });
    expect(others).toEqual([]);
    expect(one).toMatchObject({ timesSeen: 3, status: "open", orderName: "#1001" });
    expect(await exceptions.get(one!.id)).toEqual(one);
    await exceptions.closeHealed({ shop: one!.shop, lineage: one!.lineage }, "seen in sync");
    expect(await exceptions.list({ status: "open" })).toEqual([]);
    expect(await exceptions.list({ status: "closed", order: "1001" })).toHaveLength(1);
  });
});
