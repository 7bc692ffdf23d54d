import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createExceptionStore } from "../../components/lastedit/exception-store.ts";
import type { ExceptionStore } from "../../components/lastedit/exception-store.ts";
import { openDataStore } from "../../runtime/store/data-store.ts";
import type { Database } from "../../runtime/store/database.ts";
import { byDeadline } from "../../domain/exceptions/pressing.ts";
import type { OpenException } from "../../domain/exceptions/exception.ts";
import { countOpenExceptions, searchExceptions } from "../../runtime/store/exceptions/search-exceptions.ts";
import type { ExceptionSearch } from "../../runtime/store/exceptions/search-exceptions.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { TEST_DATABASES } from "../runtime/store/open-test-databases.ts";
import { aDraft } from "../support/exception-builders.ts";

describe.each(TEST_DATABASES)("exceptions on $name", ({ open }) => {
  let database: Database;
  let exceptions: ExceptionStore;
  let now = Date.parse("2026-11-24T08:00:00Z");

  beforeAll(async () => {
    database = await open();
    await migrate(database);
    exceptions = createExceptionStore(openDataStore(database, "lastedit"), () => (now += 1_000));
    const raise = (orderName: string, draft: Parameters<typeof aDraft>[0]) =>
      exceptions.raise(aDraft({ orderName, salesOrderNumber: null, ...draft }));
    await raise("#1001", {
      kind: "unknown-sku",
      owner: "merchandising",
      whatHappened: "OXF-SHI-NAV is not known",
      mattersUntil: "2026-11-24T18:00:00Z",
    });
    await raise("#1002", { kind: "picking-started", owner: "warehouse", severity: "high" });
    await raise("#1003", { kind: "change-failed", owner: "integration", whatHappened: "A timeout" });
    const healed = await raise("#1004", { kind: "change-failed", owner: "integration" });
    await exceptions.closeHealed({ shop: healed.shop, lineage: "#1004" }, "The order was seen in sync.");
    const [snoozed] = await exceptions.list({ order: "#1003" });
    await exceptions.act(snoozed!.id, { what: "snooze", by: "Kim", until: "2026-11-24T09:00:00Z" });
    await exceptions.act(healed.id.replace("1004", "1002").replace("change-failed", "picking-started"), {
      what: "take",
      by: "Robin",
      note: "On my way",
    });
  });

  afterAll(() => database.close());

  const orders = async (search: ExceptionSearch): Promise<string[]> =>
    (await searchExceptions(database, search)).exceptions.map(({ orderName }) => orderName);

  test.each<[string, ExceptionSearch, string[]]>([
    ["status", { status: "open" }, ["#1003", "#1002", "#1001"]],
    ["a closed one's status", { status: "closed" }, ["#1004"]],
    ["owner", { owner: "merchandising" }, ["#1001"]],
    ["kind", { kind: "change-failed", status: "open" }, ["#1003"]],
    ["severity", { severity: "high", status: "open", owner: "warehouse" }, ["#1002"]],
    ["order", { order: "1001" }, ["#1001"]],
    ["words of what happened", { text: "oxf-shi know" }, ["#1001"]],
    ["who took it", { text: "robin" }, ["#1002"]],
    ["the one who has it", { assignee: "Robin" }, ["#1002"]],
    ["state", { states: ["taken"] }, ["#1002"]],
    ["state, once a snooze is over", { states: ["open"], owner: "integration" }, ["#1003"]],
    ["state, a snooze that is over not among the snoozed", { states: ["snoozed"] }, []],
  ])("finds them by %s", async (_name, search, expected) => {
    expect(await orders(search)).toEqual(expected);
  });

  test("gives the same exceptions as the store that keeps them", async () => {
    const { exceptions: found, next } = await searchExceptions(database, { status: "open" });
    expect(found).toEqual(
      await createExceptionStore(openDataStore(database, "lastedit"), Date.now).list({ status: "open" }),
    );
    expect(next).toBeNull();
    expect(await countOpenExceptions(database)).toEqual({ integration: 1, merchandising: 1, warehouse: 1 });
  });

  test("stand in the order of their deadlines, and page on in it", async () => {
    const { exceptions: all } = await searchExceptions(database, { sort: "deadline" });
    expect(all).toEqual([...all].sort(byDeadline));
    expect(all[0]).toMatchObject({ orderName: "#1001", mattersUntil: "2026-11-24T18:00:00Z" });
    const paged: OpenException[] = [];
    let before: string | null | undefined;
    while (before !== null) {
      const page = await searchExceptions(database, {
        sort: "deadline",
        limit: 2,
        ...(before === undefined ? {} : { before }),
      });
      paged.push(...page.exceptions);
      before = page.next;
    }
    expect(paged).toEqual(all);
  });

  test("pages without a gap or a double", async () => {
    const seen: string[] = [];
    for (let before: string | null | undefined; before !== null;) {
      const page = await searchExceptions(database, { limit: 1, ...(before === undefined ? {} : { before }) });
      seen.push(...page.exceptions.map(({ orderName }) => orderName));
      before = page.next;
    }
    expect(seen).toEqual(await orders({}));
    expect(seen).toHaveLength(4);
    await expect(searchExceptions(database, { before: "yesterday" })).rejects.toThrow('expected "next"');
  });
});
