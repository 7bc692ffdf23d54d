import { describe, expect, test } from "@jest/globals";
import type { ExceptionDraft, OpenException } from "../../../domain/exceptions/exception.ts";
import { closed, seenAgain } from "../../../domain/exceptions/exception-ledger.ts";
import { namedExceptions } from "../../../runtime/cli/exceptions/named-exceptions.ts";
import { readUntil } from "../../../runtime/cli/exceptions/read-until.ts";

const NOW = "2026-11-24T10:00:00.000Z";

function exception(orderName: string, more: Partial<ExceptionDraft> = {}): OpenException {
  const draft: ExceptionDraft = {
    ...{ kind: "unknown-sku", owner: "merchandising", severity: "high", shop: "demo", lineage: orderName },
    ...{ orderName, orderId: orderName.replace("#", "9"), salesOrderNumber: null, mattersUntil: null },
    ...{ whatHappened: "", whatWasChanged: "", whatToDo: "", wanted: [], inWarehouse: [], ...more },
  };
  return seenAgain(null, draft, NOW);
}

describe("the end of a snooze", () => {
  test.each([
    ["30m", "2026-11-24T10:30:00.000Z"],
    ["45 min", "2026-11-24T10:45:00.000Z"],
    ["2h", "2026-11-24T12:00:00.000Z"],
    ["1d", "2026-11-25T10:00:00.000Z"],
    ["2026-11-24T17:00Z", "2026-11-24T17:00:00.000Z"],
    ["2026-11-24 17:00:30+01:00", "2026-11-24T16:00:30.000Z"],
  ])("%s is understood", (text, expected) => {
    expect(readUntil(text, Date.parse(NOW))).toBe(expected);
  });

  test.each([
    "17:00",
    "2026-11-24T17:00",
    "2026-02-31T10:00Z",
    "2026-11-24T27:00Z",
    "2h30",
    "-2h",
    "",
    "9".repeat(20) + "d",
  ])('"%s" is refused with what was expected', (text) => {
    expect(() => readUntil(text, Date.parse(NOW))).toThrow(/30m, 2h or 1d, or a moment with its time zone/);
  });
});

describe("what a person names", () => {
  test("an order stands for its exceptions that are not closed, by name or id; each counts once", () => {
    const open = exception("#1004");
    const edited = exception("#1004-R1", { lineage: "#1004", kind: "verify-mismatch" });
    const done = closed(exception("#1004", { kind: "change-failed" }), "In sync.", NOW);
    const all = [open, edited, done, exception("#1005")];
    expect(namedExceptions(["1004"], all).ids).toEqual([open.id, edited.id]);
    expect(namedExceptions(["#1004-R1"], all).ids).toEqual([edited.id]);
    expect(namedExceptions(["91005", "#1005", open.id], all).ids).toEqual(["demo/#1005/unknown-sku", open.id]);
  });

  test("a closed one is meant when it is named by its id", () => {
    const done = closed(exception("#1004"), "In sync.", NOW);
    expect(namedExceptions([done.id], [done])).toEqual({ ids: [done.id], unknown: [] });
    expect(namedExceptions(["#1004"], [done])).toMatchObject({ ids: [], unknown: [{ id: "#1004", ok: false }] });
  });

  test("a name that orders of two shops have, or none, is refused; the others go on", () => {
    const all = [exception("#1004"), exception("#1004", { shop: "other" }), exception("#1005")];
    const { ids, unknown } = namedExceptions(["#1004", "#9", "#1005"], all);
    expect(ids).toEqual(["demo/#1005/unknown-sku"]);
    expect(unknown.map(({ id, because }) => [id, because])).toEqual([
      ["#1004", expect.stringMatching(/demo and other .*ids.* Nothing was changed\.$/)],
      ["#9", expect.stringMatching(/^Expected the id .* Nothing was changed\.$/)],
    ]);
  });
});
