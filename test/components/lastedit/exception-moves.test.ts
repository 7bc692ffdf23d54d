import { beforeEach, describe, expect, test } from "@jest/globals";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import type { RecordStore } from "../../../components/lastedit/record-store.ts";
import { aDraft, anException } from "../../support/exception-builders.ts";
import { memoryRecordStore } from "../../support/memory-record-store.ts";

const ID = "demo.myshopify.com/#1001/picking-started";
const ID2 = "demo.myshopify.com/#1002/picking-started";
const MINUTE = 60_000;

let now: number;
let records: RecordStore;
const store = (over: RecordStore = records) => createExceptionStore(over, () => now);

beforeEach(() => {
  now = Date.parse("2026-11-24T10:00:00Z");
  records = memoryRecordStore();
});

/** The store as a slow writer sees it: its next read is followed by what somebody else does before it writes. */
function interrupted(doOnce: () => Promise<unknown>): RecordStore {
  let pending = true;
  return {
    ...records,
    get: async (key) => {
      const value = await records.get(key);
      if (pending && key.startsWith("exception/")) {
        pending = false;
        await doOnce();
      }
      return value;
    },
  };
}

describe("acting on exceptions", () => {
  test("in bulk gives each its own result, in the order given, each once", async () => {
    await store().raise(aDraft());
    await store().raise(aDraft({ orderName: "#1002" }));
    await store().act(ID2, { what: "take", by: "Ben" });
    const results = await store().act([ID, ID2, "lost", ID], { what: "take", by: "Anna" });
    expect(results).toMatchObject([
      { id: ID, ok: true, exception: { state: { is: "taken", by: "Anna" } } },
      { id: ID2, ok: false, because: expect.stringContaining("taken by Ben") },
      { id: "lost", ok: false, because: "There is no such exception." },
    ]);
    expect(await store().get(ID)).toMatchObject({ state: { is: "taken", by: "Anna" } });
  });

  test("lists by state, owner, shop and order", async () => {
    await store().raise(aDraft());
    await store().raise(aDraft({ orderName: "#1002", kind: "unknown-sku", shop: "other.myshopify.com" }));
    await store().act(ID, { what: "take", by: "Anna" });
    const names = async (filter: Parameters<ReturnType<typeof store>["list"]>[0]) =>
      (await store().list(filter)).map(({ orderName }) => orderName);
    expect(await names({ states: ["taken", "snoozed"] })).toEqual(["#1001"]);
    expect(await names({ owner: "merchandising" })).toEqual(["#1002"]);
    expect(await names({ shop: "demo.myshopify.com" })).toEqual(["#1001"]);
    expect(await names({ order: "1002" })).toEqual(["#1002"]);
    expect(await names({ status: "open" })).toHaveLength(2);
  });

  test("shows a snooze that is over as over", async () => {
    await store().raise(aDraft());
    await store().act(ID, { what: "snooze", by: "Anna", until: "2026-11-24T10:30:00Z" });
    now += 30 * MINUTE;
    expect(await store().get(ID)).toMatchObject({ state: { is: "open" } });
    expect(await store().list({ states: ["snoozed"] })).toEqual([]);
  });
});

describe("two writers at the same moment", () => {
  test("both end up in the history, though one had overwritten the other", async () => {
    await store().raise(aDraft());
    const slow = store(interrupted(() => store().act(ID, { what: "ask-retry", by: "Ben" })));
    await slow.act(ID, { what: "take", by: "Anna" });
    const before = await store().get(ID);
    expect(before?.history.map(({ what }) => what)).toEqual(["opened", "taken"]);
    now += 3 * MINUTE;
    expect(await store().settle()).toEqual({ restored: 1, forgotten: 0 });
    const after = await store().get(ID);
    expect(after?.history.map(({ what, by }) => `${what} ${by}`)).toEqual([
      "opened null",
      "taken Anna",
      "retry-asked Ben",
    ]);
    expect(after).toMatchObject({ state: { is: "taken", by: "Anna" }, retryAsked: { by: "Ben" } });
  });

  test("a writer that reads back somebody else's record writes again on top of it", async () => {
    await store().raise(aDraft());
    let overwrite = true;
    const raced: RecordStore = {
      ...records,
      set: async (key, value) => {
        await records.set(key, value);
        if (!overwrite || !key.startsWith("exception/")) return;
        overwrite = false;
        await records.set(key, anException());
      },
    };
    const [result] = await store(raced).act(ID, { what: "take", by: "Anna" });
    expect(result).toMatchObject({ ok: true, exception: { state: { is: "taken", by: "Anna" } } });
    expect(await store().get(ID)).toMatchObject({ state: { is: "taken", by: "Anna" } });
  });

  test("a move that was overwritten and is too late now is kept as refused, not dropped", async () => {
    await store().raise(aDraft());
    const slow = store(interrupted(() => store().act(ID, { what: "take", by: "Ben" })));
    await slow.act(ID, { what: "resolve", by: "Anna", note: "Done." });
    now += 3 * MINUTE;
    expect(await store().settle()).toMatchObject({ restored: 1 });
    expect((await store().get(ID))?.history.at(-1)).toMatchObject({
      what: "refused",
      by: "Ben",
      note: "take: It is resolved by Anna since 2026-11-24T10:00:00.000Z.",
    });
  });

  test("a change that is overwritten a second time is found a second time", async () => {
    await store().raise(aDraft());
    const without = await records.get(`exception/${ID}`);
    await store().act(ID, { what: "take", by: "Anna" });
    for (const look of [1, 2, 3]) {
      await records.set(`exception/${ID}`, without);
      now += 3 * MINUTE;
      expect({ look, ...(await store().settle()) }).toEqual({ look, restored: 1, forgotten: 0 });
      expect(await store().get(ID)).toMatchObject({ state: { is: "taken", by: "Anna" } });
    }
  });

  test("a finding that was overwritten comes back with its words", async () => {
    await store().raise(aDraft());
    const slow = store(interrupted(() => store().raise(aDraft({ whatHappened: "Worse now." }))));
    await slow.act(ID, { what: "take", by: "Anna" });
    now += 3 * MINUTE;
    await store().settle();
    expect(await store().get(ID)).toMatchObject({ whatHappened: "Worse now.", timesSeen: 2, state: { by: "Anna" } });
  });

  test("who never gets through is told that the change is written down, and it is carried out later", async () => {
    await store().raise(aDraft());
    const crowded: RecordStore = {
      ...records,
      set: (key, value) => records.set(key, key.startsWith("exception/") ? anException() : value),
    };
    await expect(store(crowded).act(ID, { what: "take", by: "Anna" })).rejects.toMatchObject({
      code: "exception-busy",
      message: expect.stringContaining("will be carried out"),
    });
    now += 3 * MINUTE;
    await store().settle();
    expect(await store().get(ID)).toMatchObject({ state: { is: "taken", by: "Anna" } });
  });

  test("twenty at once lose nothing", async () => {
    await store().raise(aDraft());
    const names = Array.from({ length: 20 }, (_, index) => `Person ${index}`);
    await Promise.allSettled(names.map((by) => store().act(ID, { what: "take", by, takeOver: true })));
    now += 3 * MINUTE;
    await store().settle();
    const history = (await store().get(ID))?.history ?? [];
    expect(
      history
        .filter(({ what }) => what === "taken")
        .map(({ by }) => by)
        .sort(),
    ).toEqual([...names].sort());
  });
});

describe("settling", () => {
  test("leaves no journal behind once everything is where it belongs", async () => {
    await store().raise(aDraft());
    await store().act(ID, { what: "take", by: "Anna" });
    now += MINUTE;
    await store().settle();
    expect((await records.keys()).filter((key) => key.startsWith("exception-change/"))).toHaveLength(2);
    now += 2 * MINUTE;
    expect(await store().settle()).toEqual({ restored: 0, forgotten: 0 });
    expect(await records.keys()).toEqual([`exception/${ID}`]);
  });

  test("forgets what was closed for longer than 90 days, and nothing that is open", async () => {
    await store().raise(aDraft());
    await store().raise(aDraft({ orderName: "#1002" }));
    await store().act(ID, { what: "resolve", by: "Anna", note: "Done." });
    now += 90 * 86_400_000;
    expect(await store().settle()).toMatchObject({ forgotten: 0 });
    now += 1;
    expect(await store().settle()).toMatchObject({ forgotten: 1 });
    expect((await store().list()).map(({ id }) => id)).toEqual([ID2]);
  });

  test("refuses without a trace in the store", async () => {
    expect(await store().act("none", { what: "take", by: "Anna" })).toMatchObject([{ ok: false }]);
    expect(await records.keys()).toEqual([]);
  });
});

describe("records of other versions and other stores", () => {
  test("a record of an earlier version is read and can be taken", async () => {
    const { state: _state, history: _history, ...old } = anException();
    await records.set(`exception/${ID}`, old);
    expect(await store().list()).toMatchObject([{ state: { is: "open" }, history: [] }]);
    expect(await store().act(ID, { what: "take", by: "Anna" })).toMatchObject([{ ok: true }]);
  });

  test("a store that gives all its records at once is asked once", async () => {
    await store().raise(aDraft());
    let gets = 0;
    const withEntries: RecordStore = {
      ...records,
      get: (key) => {
        gets += 1;
        return records.get(key);
      },
      entries: async function* () {
        for (const key of await records.keys()) yield [key, await records.get(key)] as const;
      },
    };
    expect(await store(withEntries).list()).toHaveLength(1);
    expect(gets).toBe(0);
  });
});
