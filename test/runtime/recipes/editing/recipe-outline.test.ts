import { expect, test } from "@jest/globals";
import { emptyRecipe } from "../../../../runtime/recipes/editing/new-recipe.ts";
import { recipeOutline } from "../../../../runtime/recipes/editing/recipe-outline.ts";

test("a recipe that has nothing in it yet is shown with no trigger and no step", () => {
  expect(recipeOutline(emptyRecipe("mine", "Mine"))).toMatchObject({
    recipe: "mine",
    title: "Mine",
    triggers: [],
    connections: {},
    steps: [],
  });
});

test("a step that lacks something keeps its position, and the steps around it are whole", () => {
  const outline = recipeOutline("recipe: mine\nsteps:\n  - uses: a\n  - nonsense\n  - namespace: b\n    code: x\n");
  expect(outline?.steps.map(({ namespace, uses }) => [namespace, uses])).toEqual([
    ["", "a"],
    ["", ""],
    ["b", "code"],
  ]);
});

test.each(["steps: [", "- a list", ""])("a text that is no YAML with fields has no outline: %j", (text) => {
  expect(recipeOutline(text)).toBeNull();
});
