import { readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { diffTexts } from "../../../../runtime/recipes/versions/index.ts";
import { applyOperations } from "../../../../runtime/recipes/editing/apply-operations.ts";
import { emptyRecipe } from "../../../../runtime/recipes/editing/new-recipe.ts";
import { parse } from "yaml";

const shipped = await readFile("recipes/send-order-edit-to-warehouse/recipe.yaml", "utf8");
const changed = (text: string): string[] => diffTexts(shipped, text).filter((line) => /^[-+] /.test(line));

test("changes one prop and nothing else, with the comment beside it", () => {
  const text = applyOperations(shipped, [{ op: "set-trigger-prop", at: 0, prop: "settleSeconds", value: 30 }]);
  expect(changed(text)).toEqual([
    "-       settleSeconds: 60 # seconds without a further change before the warehouse is told",
    "+       settleSeconds: 30 # seconds without a further change before the warehouse is told",
  ]);
});

test("adds, disables, conditions and removes steps without touching the others", () => {
  const text = applyOperations(shipped, [
    { op: "add-step", at: 4, step: { namespace: "tell", uses: "lastedit-list-exceptions", if: "steps.plan" } },
    { op: "set-step", namespace: "skus", field: "disabled", value: true },
    { op: "set-step", namespace: "tell", field: "notes", value: "For the morning." },
    { op: "remove-step", namespace: "healed" },
  ]);
  const { steps } = parse(text) as { steps: { namespace: string; disabled?: boolean }[] };
  expect(steps.map(({ namespace }) => namespace)).toEqual("order status skus plan tell update exception".split(" "));
  expect(steps[2]?.disabled).toBe(true);
  expect(
    changed(text)
      .filter((line) => line.startsWith("- "))
      .join("\n"),
  ).not.toMatch(/plan|order:/);
});

test("a renamed step is read under its new name everywhere, and names that only begin alike stay", () => {
  const before = applyOperations(shipped, [
    {
      op: "set-prop",
      namespace: "plan",
      prop: "other",
      value: "{{steps.orders.x + steps['order'].y + steps.order?.z}}",
    },
  ]);
  const text = applyOperations(before, [{ op: "rename-step", namespace: "order", to: "current" }]);
  expect(text).not.toMatch(/steps\.order\b/);
  expect(text).toContain("{{steps.orders.x + steps['current'].y + steps.current?.z}}");
});

test("moves a step with the comment that stands above it", () => {
  const commented = shipped.replace("  - namespace: plan", "  # Decides, changes nothing.\n  - namespace: plan");
  const text = applyOperations(commented, [{ op: "move-step", namespace: "plan", to: 1 }]);
  expect(text).toMatch(/# Decides, changes nothing\.\n {2}- namespace: plan/);
  expect((parse(text) as { steps: { namespace: string }[] }).steps[1]?.namespace).toBe("plan");
});

test("builds a recipe from an empty one", () => {
  const text = applyOperations(emptyRecipe("mine", "Mine: all of it"), [
    { op: "add-trigger", uses: "shopify-order-edited", props: { settleSeconds: 5 } },
    { op: "set-connection", name: "shopify", value: "shop" },
    { op: "add-step", step: { namespace: "order", uses: "shopify-get-current-order", props: { orderId: "{{1}}" } } },
    { op: "set-setting", field: "readsStayFreshSeconds", value: 10 },
  ]);
  expect(parse(text)).toEqual({
    recipe: "mine",
    title: "Mine: all of it",
    triggers: [{ uses: "shopify-order-edited", props: { settleSeconds: 5 } }],
    steps: [{ namespace: "order", uses: "shopify-get-current-order", props: { orderId: "{{1}}" } }],
    connections: { shopify: "shop" },
    settings: { readsStayFreshSeconds: 10 },
  });
  expect(text).toMatch(/[^\n]\n\nconnections:\n/);
  expect(text).toMatch(/[^\n]\n\nsettings:\n/);
});

test("an operation that does not fit is named, and none counts", () => {
  expect(() =>
    applyOperations(shipped, [
      { op: "set-field", field: "title", value: "Other" },
      { op: "remove-step", namespace: "nobody" },
    ]),
  ).toThrow(/^Operation 2: There is no step "nobody"; there is order, status, .*Nothing was changed\.$/);
});
