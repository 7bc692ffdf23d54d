import { expect, test } from "@jest/globals";
import { describeComponent } from "../../../runtime/component-host/index.ts";
import type { Component } from "../../../runtime/component-host/index.ts";
import { describeProblem, validateRecipe } from "../../../runtime/recipes/index.ts";

const source: Component = { key: "shopify-order-edited", version: "0.0.1", props: { shopifyShop: { type: "string" } } };
const update: Component = {
  type: "action",
  key: "peoplevox-update",
  version: "0.0.1",
  props: { peoplevoxUrl: { type: "string" }, order: { type: "string" } },
};
const components = [source, update].map(describeComponent);

function problems(connections: string, order = "x", file = "recipes/try-it/recipe.yaml"): string[] {
  const text = `recipe: try-it
title: Try it
triggers: [{ uses: shopify-order-edited }]
connections: ${connections}
steps:
  - namespace: update
    uses: peoplevox-update
    props: { order: "${order}" }
`;
  return validateRecipe(text, file, components).map((problem) => describeProblem(file, problem));
}

test("a connection named for a system has that system's fields and no others", () => {
  expect(problems("{ shopify: shop, peoplevox: warehouse }")).toEqual([]);
  expect(problems("{ shopify: shop }")).toEqual([
    'recipes/try-it/recipe.yaml:8:5: steps[0].props: "peoplevoxUrl" is missing; peoplevox-update needs it (string), and no connection of the recipe has it',
  ]);
  expect(problems("{ both: anything }")).toEqual([]);
  expect(problems("{}")).toHaveLength(2);
});

test("names file, line, column, path, value and what was expected", () => {
  expect(problems("{ shopify: shop, peoplevox: warehouse }", "{{steps.order.x}}", "recipes/other/recipe.yaml")).toEqual(
    [
      'recipes/other/recipe.yaml:1:1: recipe: is "try-it"; expected the name of its folder, "other"',
      "recipes/other/recipe.yaml:8:14: steps[0].props.order: reads steps.order, which is not there yet; there is trigger",
    ],
  );
  expect(problems("[shop]")).toEqual(['recipes/try-it/recipe.yaml:4:1: connections: is ["shop"]; expected fields']);
});
