import { beforeEach, describe, expect, test } from "@jest/globals";
import listExceptions from "../../../actions/lastedit/list-exceptions/list-exceptions.ts";
import resolveException from "../../../actions/lastedit/resolve-exception/resolve-exception.ts";
import snoozeException from "../../../actions/lastedit/snooze-exception/snooze-exception.ts";
import takeException from "../../../actions/lastedit/take-exception/take-exception.ts";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import type { RecordStore } from "../../../components/lastedit/record-store.ts";
import type { OptionsQuery, PropOption } from "../../../components/pipedream-component.ts";
import { aDraft } from "../../support/exception-builders.ts";
import { memoryRecordStore } from "../../support/memory-record-store.ts";
import { runAction } from "../../support/run-component.ts";

const ID = "demo.myshopify.com/#1001/picking-started";
const DUE = "demo.myshopify.com/#1002/picking-started";
let lasteditStore: RecordStore;

const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

beforeEach(async () => {
  lasteditStore = memoryRecordStore();
  const exceptions = createExceptionStore(lasteditStore, Date.now);
  await exceptions.raise(aDraft());
  await exceptions.raise(aDraft({ orderName: "#1002", mattersUntil: inMinutes(90.5) }));
});

describe("Take Exception", () => {
  test("takes one or many, each with its own result", async () => {
    const one = await runAction(takeException, { lasteditStore, exceptionIds: ID, by: "Anna", note: "on it" });
    expect(one.summary).toBe("1 taken");
    const { result, summary } = await runAction(takeException, { lasteditStore, exceptionIds: [ID, DUE], by: "Ben" });
    expect(result).toMatchObject([
      { id: ID, ok: false, because: expect.stringContaining("taken by Anna") },
      { id: DUE, ok: true, exception: { state: { is: "taken", by: "Ben" } } },
    ]);
    expect(summary).toMatch(/^1 taken; not taken: demo\.myshopify\.com\/#1001\/picking-started \(It is taken by Anna/);
    const over = await runAction(takeException, { lasteditStore, exceptionIds: [ID], by: "Ben", takeOver: true });
    expect(over.summary).toBe("1 taken");
  });

  test("offers the open exceptions, the earliest deadline first", async () => {
    const { options } = takeException.props.exceptionIds;
    const offered = (page: number) =>
      (options as (this: object, query: OptionsQuery) => Promise<PropOption[]>).call(
        { lasteditStore },
        { page, prevContext: {} },
      );
    expect(await offered(0)).toEqual([
      { value: DUE, label: "#1002: The order changed after picking had begun (open)" },
      { value: ID, label: "#1001: The order changed after picking had begun (open)" },
    ]);
    expect(await offered(1)).toEqual([]);
  });
});

describe("Snooze Exception", () => {
  test("puts it aside for minutes or until a moment", async () => {
    const props = { lasteditStore, exceptionIds: [ID], by: "Anna" };
    const { result } = await runAction(snoozeException, { ...props, minutes: 30 });
    const until = (result as [{ exception: { state: { until: string } } }])[0].exception.state.until;
    expect(Math.abs(Date.parse(until) - Date.parse(inMinutes(30)))).toBeLessThan(5_000);
    const later = inMinutes(60);
    const { summary } = await runAction(snoozeException, { ...props, until: later });
    expect(summary).toBe(`1 snoozed; until ${later}`);
  });

  test("not beyond the deadline", async () => {
    const { summary } = await runAction(snoozeException, {
      lasteditStore,
      exceptionIds: [DUE],
      by: "Anna",
      minutes: 120,
    });
    expect(summary).toMatch(/^not snoozed: .*It matters until/);
  });

  test.each([{}, { until: " " }, { until: "2026-12-01", minutes: 5 }])(
    "refuses %j and changes nothing",
    async (time) => {
      const run = runAction(snoozeException, { lasteditStore, exceptionIds: [ID], by: "Anna", ...time });
      await expect(run).rejects.toThrow("Say either until when or for how many minutes. Nothing was changed.");
    },
  );
});

describe("Resolve Exception", () => {
  test("closes with a note", async () => {
    const props = { lasteditStore, exceptionIds: [ID, DUE], by: "Anna" };
    expect((await runAction(resolveException, { ...props, note: "" })).summary).toMatch(
      /^not resolved: .*A note must say/,
    );
    expect((await runAction(resolveException, { ...props, note: "Parcel corrected." })).summary).toBe("2 resolved");
    expect(await createExceptionStore(lasteditStore, Date.now).list({ status: "open" })).toEqual([]);
  });
});

describe("List Exceptions", () => {
  test("lists in the order of work, with minutes left and links", async () => {
    const { result, summary } = await runAction(listExceptions, {
      lasteditStore,
      consoleUrl: "https://lastedit.example",
    });
    expect(result).toMatchObject([
      {
        id: DUE,
        minutesLeft: 90,
        links: [{ url: "https://demo.myshopify.com/admin/orders/5001" }, { label: "In LastEdit" }],
      },
      { id: ID, minutesLeft: null },
    ]);
    expect(summary).toBe("2 exceptions; first #1002 (90 minutes left)");
  });

  test("filters by state, owner, shop and order; an empty text asks for nothing", async () => {
    await runAction(takeException, { lasteditStore, exceptionIds: [DUE], by: "Anna" });
    const ids = async (query: object) =>
      ((await runAction(listExceptions, { lasteditStore, ...query })).result as { id: string }[]).map(({ id }) => id);
    expect(await ids({ states: ["open"] })).toEqual([ID]);
    expect(await ids({ states: "taken" })).toEqual([DUE]);
    expect(await ids({ owner: "integration" })).toEqual([]);
    expect(await ids({ owner: "", shop: "", order: "", states: [] })).toEqual([DUE, ID]);
    expect(await ids({ shop: "demo.myshopify.com", order: "1001" })).toEqual([ID]);
  });

  test("says how many there are when it lists fewer, and when there is none", async () => {
    const { summary } = await runAction(listExceptions, { lasteditStore, limit: 1 });
    expect(summary).toBe("2 exceptions, the first 1 of them listed; first #1002 (90 minutes left)");
    expect((await runAction(listExceptions, { lasteditStore, order: "#9" })).summary).toBe("No exception fits.");
    expect((await runAction(listExceptions, { lasteditStore, order: "#1001" })).summary).toBe(
      "1 exception; first #1001",
    );
  });
});
