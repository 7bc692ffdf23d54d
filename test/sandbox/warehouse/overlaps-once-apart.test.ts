import { expect, test } from "@jest/globals";
import type { JournalEntry, OrderState } from "../../../sandbox/warehouse/journal.ts";
import { overlapsOnceApart, releasableOverlaps } from "../../../sandbox/warehouse/journal-checks.ts";

/** One entry per text, such as `1031A held`: how that Sales Order stood after it. */
function journal(...happened: string[]): JournalEntry[] {
  return happened.map((text, index) => {
    const [number = "", how] = text.split(" ");
    const after: OrderState = {
      status: how === "cancelled" ? "Cancelled" : "Allocated",
      onHold: how === "held",
      stopShip: false,
      reference: `#${number}`,
    };
    return {
      sequence: index + 1,
      at: index,
      by: "api",
      salesOrderNumber: number,
      before: null,
      after,
      kind: "allocated",
    };
  });
}

const root = (reference: string): string => reference.replace(/[A-Z]$/, "");

test("orders of different references overlap when they have a root in common", () => {
  const entries = journal("1031 free", "1031A free");
  expect(releasableOverlaps(entries)).toEqual([]);
  expect(releasableOverlaps(entries, root)).toMatchObject([
    { reference: "#1031", salesOrderNumbers: ["1031", "1031A"] },
  ]);
});

test("an overlap that was there before anybody kept the orders apart is not held against them", () => {
  const entries = journal("1031 free", "1031A free", "1031A held", "1031 held", "1031 cancelled", "1031A free");
  expect(overlapsOnceApart(entries, root, 2)).toEqual([]);
});

test("an order that is let go while the other could be sent is found", () => {
  const entries = journal("1031 free", "1031A free", "1031A held", "1031A free", "1031 cancelled");
  expect(overlapsOnceApart(entries, root, 2)).toMatchObject([{ sequence: 4, salesOrderNumbers: ["1031", "1031A"] }]);
});
