import { describe, expect, test } from "@jest/globals";
import { draftException } from "../../../domain/exceptions/draft-exception.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import { closed, exceptionId, seenAgain, superseded } from "../../../domain/exceptions/exception-ledger.ts";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import { aLine, anItem, anOrder, aProfile, aSalesOrder } from "../../support/order-builders.ts";

const subject = {
  desired: desiredSalesOrder(
    anOrder({ lines: [aLine(), aLine({ id: "2", sku: null, title: "Engraving" })] }),
    aProfile(),
  ),
  observed: aSalesOrder({ items: [anItem("TEE", 1), anItem("MUG", 1)] }),
  whatHappened: "Status is Picked.",
  whatWasChanged: "Nothing was changed.",
};

describe("draftException", () => {
  test("carries both versions line by line, and says what to do with which order", () => {
    expect(draftException("picking-started", subject)).toMatchObject({
      owner: "warehouse",
      shop: "demo.myshopify.com",
      lineage: "#1001",
      salesOrderNumber: "1001",
      whatHappened: "The order changed after picking had begun. Status is Picked.",
      whatToDo: expect.stringContaining("Sales Order 1001"),
      wanted: [
        { itemCode: "TEE", title: "Tee", quantity: 2 },
        { itemCode: "", title: "Engraving", quantity: 0 },
      ],
      inWarehouse: [
        { itemCode: "TEE", title: "Tee", quantity: 1 },
        { itemCode: "MUG", title: "MUG", quantity: 1 },
      ],
    });
  });

  test("of an order that is not in the warehouse has an empty warehouse side", () => {
    const draft = draftException("missing-in-warehouse", { ...subject, observed: null });
    expect(draft).toMatchObject({ salesOrderNumber: null, inWarehouse: [] });
    expect(draft.whatToDo).toContain("#1001");
  });

  test("of a cancelled order wants nothing", () => {
    const desired = desiredSalesOrder(anOrder({ cancelledAt: "2026-11-24T10:00:00Z" }), aProfile());
    expect(draftException("picking-started", { ...subject, desired }).wanted).toEqual([]);
  });

  test("every kind tells a person what to do and fills in all its placeholders", () => {
    for (const kind of Object.keys(EXCEPTION_KINDS) as (keyof typeof EXCEPTION_KINDS)[]) {
      const { whatToDo } = draftException(kind, subject);
      expect(whatToDo).toMatch(/\.$/);
      expect(whatToDo).not.toMatch(/[{}]/);
    }
  });
});

describe("an exception's record", () => {
  const draft = draftException("unknown-sku", subject);

  test("is one per shop, lineage and kind", () => {
    expect(exceptionId(draft)).toBe("demo.myshopify.com/#1001/unknown-sku");
  });

  test("counts how often it was seen and keeps the first time", () => {
    const first = seenAgain(null, draft, "2026-11-24T10:00:00Z");
    const second = seenAgain(first, { ...draft, whatHappened: "Again." }, "2026-11-24T11:00:00Z");
    expect(second).toMatchObject({
      firstSeenAt: "2026-11-24T10:00:00Z",
      lastSeenAt: "2026-11-24T11:00:00Z",
      timesSeen: 2,
      status: "open",
      whatHappened: "Again.",
    });
  });

  test("closes once, and opens anew when it is seen again", () => {
    const open = seenAgain(null, draft, "2026-11-24T10:00:00Z");
    const done = closed(open, "in sync", "2026-11-24T12:00:00Z");
    expect(done).toMatchObject({ status: "closed", closedAt: "2026-11-24T12:00:00Z", closedBecause: "in sync" });
    expect(closed(done, "other", "2026-11-24T13:00:00Z")).toBe(done);
    expect(seenAgain(done, draft, "2026-11-24T14:00:00Z")).toMatchObject({
      status: "open",
      firstSeenAt: "2026-11-24T14:00:00Z",
      timesSeen: 2,
      closedAt: null,
    });
  });

  test("takes the place of older open findings about the same subject", () => {
    const open = seenAgain(null, draft, "2026-11-24T10:00:00Z");
    const other = seenAgain(null, draftException("picking-started", subject), "2026-11-24T10:00:00Z");
    const done = closed(seenAgain(null, draftException("run-failed", subject), "x"), "retried", "y");
    expect(superseded(draft, [open, other, done])).toEqual([other]);
  });

  test("about returns or sync gaps stands beside others of the same order", () => {
    const open = seenAgain(null, draftException("rma-not-possible", subject), "2026-11-24T10:00:00Z");
    expect(superseded(draftException("return-unknown-sku", subject), [open])).toEqual([]);
  });
});
