import { expect, test } from "@jest/globals";
import { DEFAULT_POLICY, LINE_REMOVALS, WAREHOUSE_STATES } from "../../../domain/order-edit/order-edit.rules.ts";
import type { Change } from "../../../domain/order-edit/order-edit.rules.ts";
import { planSalesOrderChange } from "../../../domain/order-edit/plan-sales-order-change.ts";
import { SALES_ORDER_FIELDS } from "../../../domain/sales-order/sales-order.ts";
import { FIELD_KEEPING } from "../../../domain/sync-gap/field-sync.ts";
import { outcomesOf, syncedFields } from "../../../domain/sync-gap/what-syncs-when.ts";
import { anOrder, aProfile, aSalesOrder } from "../../support/order-builders.ts";
import { expectPage, table } from "../decision-table/generated-page.ts";
import { sides } from "./sync-gap-builders.ts";

test("each column that follows Shopify is the kind of change that the order edit plan takes it for", () => {
  const followed = SALES_ORDER_FIELDS.filter((field) => ["details", "address"].includes(FIELD_KEEPING[field]));
  for (const field of followed) {
    const profile = aProfile({ fields: [{ field, template: "{note}", maxLength: 50 }] });
    const { edit } = sides(anOrder({ note: "new" }), {
      profile,
      salesOrders: [aSalesOrder({ fields: { [field]: "old" } })],
    });
    expect([field, planSalesOrderChange(edit).facts.change]).toEqual([field, FIELD_KEEPING[field]]);
  }
});

test("columns that identify, state or flag a Sales Order never follow Shopify", () => {
  const apart = syncedFields(DEFAULT_POLICY).filter(({ row }) => row === null);
  expect(apart.map(({ field }) => field)).toEqual([
    "SalesOrderNumber",
    "CustomerPurchaseOrderReferenceNumber",
    "Status",
    "OnHold",
    "StopShip",
  ]);
});

const CHANGE_IN_WORDS: readonly (readonly [Change, string])[] = [
  ["adds", "a line is added, or its quantity raised"],
  ["lowers", "a quantity is lowered"],
  ["removes", "a line is removed"],
  ["details", "a text of a line changes (Attribute1–3)"],
  ["nothing-to-send", "the order is cancelled, or no line is left"],
  ["replaced", "another order takes its place"],
];

test("what syncs when is printed in the manual as the rules decide it", async () => {
  const cells = (row: Readonly<Record<string, string>>): string[] => WAREHOUSE_STATES.map((state) => row[state] ?? "");
  const apart = syncedFields(DEFAULT_POLICY).filter(({ row }) => row === null);
  await expectPage("what-syncs-when.md", [
    "# What syncs when",
    "",
    "Generated from the order edit rules with the default policy, all SKUs being known. What each answer means is in",
    "[what happens when an order changes](order-edit-decisions.md). A column follows Shopify only where the tenant",
    "profile maps it.",
    "",
    "## Lines and the order itself",
    "",
    ...table(
      ["change", "Peoplevox can remove lines", ...WAREHOUSE_STATES],
      CHANGE_IN_WORDS.flatMap(([change, words]) =>
        LINE_REMOVALS.filter((removal) => change === "removes" || removal === "none").map((removal) => [
          words,
          change === "removes" ? removal : "–",
          ...cells(outcomesOf(change, DEFAULT_POLICY, removal)),
        ]),
      ),
    ),
    "",
    "## Columns of the Sales Order",
    "",
    ...table(
      ["column", "kind", ...WAREHOUSE_STATES],
      syncedFields(DEFAULT_POLICY).flatMap(({ field, keeping, row }) =>
        row === null ? [] : [[field, keeping, ...cells(row)]],
      ),
    ),
    "",
    "## Columns that never follow Shopify",
    "",
    ...table(
      ["column", "kind"],
      apart.map(({ field, keeping }) => [field, keeping]),
    ),
    "",
    "`identity`: written once and never changed. `status`: only ever set to cancelled. `flag`: set and cleared by",
    "LastEdit around a change.",
  ]);
});
