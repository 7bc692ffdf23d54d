import { expect, test } from "@jest/globals";
import { csvOf } from "../../../runtime/api/recipes/csv.ts";
import { PeoplevoxOverlay } from "../../../runtime/dry-run/peoplevox-overlay.ts";
import { complete } from "../../../runtime/recipes/expressions/index.ts";
import { restoreMasked } from "../../../runtime/replay/restore-masked.ts";

test("an edited event gets the real values back where masked ones were left alone", () => {
  const real = { email: "ada@example.com", lines: [{ sku: "A", to: "Ada" }], note: "x" };
  const seen = { email: "•••", lines: [{ sku: "A", to: "•••" }], note: "x" };
  const edited = { email: "•••", lines: [{ sku: "B", to: "•••" }, { sku: "C" }], note: "y" };
  expect(restoreMasked(edited, seen, real)).toEqual({
    email: "ada@example.com",
    lines: [{ sku: "B", to: "Ada" }, { sku: "C" }],
    note: "y",
  });
});

test.each(["=1+1", "+1", "-1", "@x", "\tx", "\rx"])("a cell that begins a formula (%j) is text in a CSV", (cell) => {
  expect(csvOf(["SKU"], [[cell]])).toContain(`'${cell}`);
});

test("rows that a dry run saved are laid over later reads: changed, deleted and new ones", () => {
  const overlay = new PeoplevoxOverlay({ templates: {}, columns: { salesOrders: { OnHold: "Held" } } });
  overlay.save("Sales orders", '"SalesOrderNumber","Held"\n"1001","True"', 0);
  overlay.save("Sales orders", '"SalesOrderNumber","CustomerPurchaseOrderReferenceNumber"\n"1001-R1","#1001"', 0);
  overlay.save("Sales orders", '"SalesOrderNumber"\n"1002"', 2);
  const stored = '"SalesOrderNumber","Status","Held"\n"1001","Allocated","False"\n"1002","New","False"';
  const found = overlay.overlaid("sales orders", 'CustomerPurchaseOrderReferenceNumber.Equals("#1001")', stored);
  expect(found?.count).toBe(2);
  expect(found?.csv).toMatch(/"1001","Allocated","True"/);
  expect(found?.csv).toMatch(/"1001-R1","New"/);
  expect(overlay.overlaid("Item types", "", stored)).toBeNull();
  // A new row is found only by what it is searched for.
  expect(overlay.overlaid("Sales orders", 'SalesOrderNumber.Equals("7")', "")).toEqual({ csv: "", count: 0 });
});

test("completion offers names, fields and methods of the value before the dot", () => {
  const scope = { steps: { order: { lines: [1], "odd name": "x" } } };
  const at = (text: string) =>
    complete(text, text.length, {
      scope,
      plain: false,
      evaluate: (expression) => (expression === "steps.order" ? scope.steps.order : "text"),
    }).choices;
  expect(at("{{ste").map(({ label }) => label)).toEqual(["steps"]);
  expect(at("{{1 + steps.order.").map(({ insert }) => insert)).toEqual(["lines", '["odd name"]']);
  expect(at("{{steps.x.toUp").map(({ label, kind }) => `${kind} ${label}`)).toEqual(["method toUpperCase"]);
  expect(at("steps.")).toEqual([]);
});
