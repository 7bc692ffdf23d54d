import { describe, expect, test } from "@jest/globals";
import type { AlertReason, HeldReason } from "../../../domain/alerts/alert-memory.ts";
import { composeAlert } from "../../../domain/alerts/compose-alert.ts";
import type { AlertItem } from "../../../domain/alerts/decide-alerts.ts";
import type { ExceptionDraft } from "../../../domain/exceptions/exception.ts";
import { wordingFor } from "../../../domain/exceptions/wording.ts";
import { carryOut } from "../../../domain/exceptions/person-move.ts";
import { anException } from "../../support/exception-builders.ts";

const style = { zone: "Europe/London", consoleUrl: "https://lastedit.example" };

function anItem(
  differs: Partial<ExceptionDraft> = {},
  reasons: AlertReason[] = ["new"],
  heldBecause: HeldReason[] = [],
): AlertItem {
  const exception = anException(differs);
  const { id, orderName, kind, owner, severity } = exception;
  return { exception, news: { exceptionId: id, orderName, kind, owner, severity, reasons, heldBecause, at: 0 } };
}

const factsOf = (item: AlertItem, form: "alert" | "summary" = "alert") =>
  Object.fromEntries(
    composeAlert({ channel: "floor", form, items: [item] }, style).entries[0]!.facts.map(({ label, text }) => [
      label,
      text,
    ]),
  );

describe("an alert of its own", () => {
  test("carries all that a person needs to act", () => {
    const item = anItem({ mattersUntil: "2026-11-24T16:00:00Z" }, ["new", "not-taken-in-time"]);
    expect(composeAlert({ channel: "floor", form: "alert", items: [item] }, style)).toEqual({
      title: "#1001: The order changed after picking had begun",
      lead: "New. Nobody has taken it in time.",
      severity: "high",
      more: null,
      entries: [
        {
          heading: null,
          links: [
            { label: "#1001 in Shopify", url: "https://demo.myshopify.com/admin/orders/5001" },
            { label: "In LastEdit", url: expect.stringContaining("https://lastedit.example/exceptions/") },
          ],
          facts: [
            { label: "Owner", text: "Warehouse" },
            { label: "Severity", text: "High" },
            { label: "What happened", text: "The order changed after picking had begun." },
            { label: "What was changed", text: "Nothing was changed." },
            { label: "What to do", text: "Correct the parcel of Sales Order 1001." },
            { label: "Matters until", text: "Tue, 24 Nov 2026, 16:00 (Europe/London)" },
            { label: "Sales Order", text: "1001" },
            { label: "Customer wants", text: "2 × TEE" },
            { label: "Warehouse has", text: "1 × TEE" },
          ],
        },
      ],
    });
  });

  test("says who has it", () => {
    const item = anItem();
    const taken = carryOut(item.exception!, { what: "take", by: "Anna" }, "2026-11-24T11:00:00Z", "t");
    expect(factsOf({ ...item, exception: taken.ok ? taken.exception : null })).toMatchObject({ "Taken by": "Anna" });
  });

  test("says so when the exception is gone, instead of what to do", () => {
    const item = { ...anItem({}, ["new"], ["not-confirmed"]), exception: null };
    const content = composeAlert({ channel: "floor", form: "alert", items: [item] }, style);
    expect(content.lead).toBe("New. Closed meanwhile. Held back: an earlier alert may not have arrived.");
    expect(content.entries).toEqual([
      {
        heading: null,
        links: [],
        facts: [
          { label: "Owner", text: "Warehouse" },
          { label: "Severity", text: "High" },
        ],
      },
    ]);
  });

  test("shortens long texts and long lists, without cutting a character in half", () => {
    const lines = Array.from({ length: 12 }, (_, index) => ({
      itemCode: index === 0 ? "" : `I${index}`,
      title: "Engraving",
      quantity: 1,
    }));
    const facts = factsOf(anItem({ whatHappened: "😀".repeat(400), wanted: lines, inWarehouse: [] }));
    expect(facts["What happened"]).toBe(`${"😀".repeat(349)}…`);
    expect(facts["Customer wants"]).toMatch(/^1 × Engraving, 1 × I1, .*1 × I9, and 2 more$/);
    expect(facts["Warehouse has"]).toBe("nothing");
  });

  test("leaves out lines where there are none on either side", () => {
    expect(Object.keys(factsOf(anItem({ wanted: [], inWarehouse: [], salesOrderNumber: null })))).toEqual([
      "Owner",
      "Severity",
      "What happened",
      "What was changed",
      "What to do",
    ]);
  });

  test("can be in other words", () => {
    const wording = { ...wordingFor("en"), "picking-started": { title: "Zu spät", whatToDo: "" } };
    const content = composeAlert({ channel: "floor", form: "alert", items: [anItem()] }, { ...style, wording });
    expect(content.title).toBe("#1001: Zu spät");
  });
});

describe("a summary", () => {
  test("begins with the most severe, says why it was held back, and tells of closed ones too", () => {
    const low = anItem({ orderName: "#low", severity: "low", kind: "foreign-hold" }, ["new"], ["quiet-hours"]);
    const due = anItem({ orderName: "#due", mattersUntil: "2026-07-01T15:00:00Z" }, ["reopened"], ["rate-limit"]);
    const gone = { ...anItem({ orderName: "#gone", severity: "medium" }, ["new"], ["quiet-hours"]), exception: null };
    const content = composeAlert({ channel: "floor", form: "summary", items: [low, due, gone] }, style);
    expect(content).toMatchObject({
      title: "3 exceptions",
      lead: "Held back: quiet hours; more alerts than this channel takes in an hour.",
      severity: "high",
      more: null,
    });
    expect(content.entries.map(({ heading }) => heading?.split(":")[0])).toEqual(["#due", "#gone", "#low"]);
    expect(content.entries[1]?.facts[0]).toEqual({ label: "Why", text: "New. Closed meanwhile." });
    expect(factsOf(due, "summary")).toMatchObject({
      Why: "It is there again.",
      "Matters until": "Wed, 1 Jul 2026, 16:00 (Europe/London)",
    });
  });

  test("of one says so", () => {
    expect(composeAlert({ channel: "floor", form: "summary", items: [anItem()] }, { zone: "UTC" }).title).toBe(
      "1 exception",
    );
  });

  test("of many shows the first twelve and counts the others by kind", () => {
    const items = Array.from({ length: 20 }, (_, index) =>
      anItem({ orderName: `#${index}`, ...(index < 15 ? {} : { kind: "foreign-hold" }) }),
    );
    const content = composeAlert({ channel: "floor", form: "summary", items }, style);
    expect(content.entries).toHaveLength(12);
    expect(content.more).toBe(
      "And 8 more: 3 × The order changed after picking had begun; 5 × The order is up to date, but somebody else holds it.",
    );
  });
});
