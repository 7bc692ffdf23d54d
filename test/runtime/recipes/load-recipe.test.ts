import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { loadRecipe, loadRecipes, readRecipe, recipeJsonSchema, RecipeError } from "../../../runtime/recipes/index.ts";
import { RECIPE_SCHEMA_FILE } from "../../../runtime/recipes/write-recipe-schema.ts";

const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

async function recipeFolder(recipes: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "recipes-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(recipes)) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, "recipe.yaml"), text);
  }
  return folder;
}

const recipe = (name: string): string => `# A comment
recipe: ${name}
title: Try it
triggers:
  - uses: shopify-order-edited@0.0.1
steps:
  - namespace: order
    uses: shopify-get-current-order
    props: { orderId: "{{steps.trigger.event.orderId}}" }
`;

function problemsOf(text: string): string[] {
  try {
    readRecipe(text, "recipe.yaml");
  } catch (error) {
    expect(error).toBeInstanceOf(RecipeError);
    return (error as Error).message.split("\n");
  }
  return [];
}

test("fills in what a recipe leaves out", () => {
  const { recipe: read } = readRecipe(recipe("try-it"), "recipe.yaml");
  expect(read.settings).toEqual({
    concurrency: "one run per order",
    foldWaitingEvents: true,
    onlyWhenConfigured: false,
    retry: "standard",
    readsStayFreshSeconds: 60,
  });
  expect(read.connections).toEqual({});
  expect(read.triggers).toEqual([{ uses: "shopify-order-edited@0.0.1", props: {} }]);
  expect(read.steps).toMatchObject([{ namespace: "order", disabled: false, onError: "stop" }]);
});

test("keeps the text and a hash of it, and knows where everything stands", () => {
  const loaded = readRecipe(recipe("try-it"), "recipe.yaml");
  expect(loaded.text).toBe(recipe("try-it"));
  expect(loaded.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(loaded.hash).not.toBe(readRecipe(`${recipe("try-it")}\n`, "recipe.yaml").hash);
  expect(loaded.placeOf(["steps", 0, "props", "orderId"])).toEqual({ line: 9, column: 14 });
  expect(loaded.placeOf(["steps", 0, "if"])).toEqual({ line: 7, column: 5 });
  expect(loaded.placeOf([])).toEqual({ line: 2, column: 1 });
});

test("names file, line, path, value and what was expected, for all mistakes at once", () => {
  const text = `recipe: Try It
title: 3
triggers: []
settings: { retry: often, readsStayFreshSeconds: -1 }
connections: [shop]
steps:
  - namespace: trigger
    uses: x@1
    onError: retry
    extra: 1
  - namespace: two words
`;
  expect(problemsOf(text)).toEqual([
    'recipe.yaml:1:1: recipe: is "Try It"; expected a recipe\'s name in lower case with hyphens, as in send-order-edit',
    "recipe.yaml:2:1: title: is 3; expected a text",
    "recipe.yaml:3:1: triggers: is []; expected at least 1 entries",
    'recipe.yaml:5:1: connections: is ["shop"]; expected fields',
    'recipe.yaml:4:13: settings.retry: is "often"; expected "standard" or "never", or fields',
    "recipe.yaml:4:27: settings.readsStayFreshSeconds: is -1; expected at least 0",
    'recipe.yaml:7:5: steps[0].namespace: is "trigger"; expected another name: this one is kept for the event that started the run',
    'recipe.yaml:8:5: steps[0].uses: is "x@1"; expected a component\'s key, with or without a version, as in shopify-order-edited or shopify-order-edited@0.0.1',
    'recipe.yaml:9:5: steps[0].onError: is "retry"; expected "stop" or "continue" or "raise-exception"',
    'recipe.yaml:10:5: steps[0].extra: there is no field "extra" here',
    'recipe.yaml:11:5: steps[1].namespace: is "two words"; expected a name of letters, digits and _, as in order',
    "recipe.yaml:11:5: steps[1].uses: is missing; expected the key of an action, or code beside it",
  ]);
});

test.each([
  ["a mistake in the YAML", "recipe: [a\ntitle: 3", "recipe.yaml:2:1: "],
  ["a key written twice", "recipe: a\nrecipe: b", "recipe.yaml:2:1: Map keys must be unique"],
  ["an empty file", "", "recipe.yaml:1:1: is null; expected fields"],
  ["a list", "- a", 'recipe.yaml:1:1: is ["a"]; expected fields'],
])("says where %s is", (_what, text, start) => {
  expect(problemsOf(text)[0]).toMatch(new RegExp(`^${start.replace(/[[\]]/g, "\\$&")}`));
});

test("two steps cannot have one name", () => {
  const text = `${recipe("try-it")}  - namespace: order\n    uses: b-c\n`;
  expect(problemsOf(text)).toEqual([
    'recipe.yaml:10:5: steps[1].namespace: is "order", which is also the name of step 1; expected another name',
  ]);
});

test("a file of aliases that unfold without end is refused", () => {
  const bomb = [
    "a: &a [x, x]",
    ...Array.from({ length: 20 }, (_, i) => `b${i}: &b${i} [*${i ? `b${i - 1}` : "a"}, *${i ? `b${i - 1}` : "a"}]`),
  ];
  expect(problemsOf(bomb.join("\n"))[0]).toContain("alias");
});

test("loads every recipe of a folder by name, and nothing else", async () => {
  const folder = await recipeFolder({ "b-two": recipe("b-two"), "a-one": recipe("a-one") });
  await writeFile(join(folder, "recipe.schema.json"), "{}");
  const loaded = await loadRecipes(folder);
  expect(loaded.map((item) => item.recipe.recipe)).toEqual(["a-one", "b-two"]);
  expect(loaded[0]?.file).toBe(join(folder, "a-one", "recipe.yaml"));
});

test("a recipe has its folder's name", async () => {
  const folder = await recipeFolder({ "other-name": recipe("try-it") });
  await expect(loadRecipe(join(folder, "other-name", "recipe.yaml"))).rejects.toThrow(
    'recipe.yaml:2:1: recipe: is "try-it"; expected the name of its folder, "other-name"',
  );
});

test("the shipped recipes can be read", async () => {
  const loaded = await loadRecipes("recipes");
  expect(loaded.map((item) => item.recipe.recipe)).toContain("send-order-edit-to-warehouse");
});

test("every shipped recipe points editors to the JSON Schema", async () => {
  const loaded = await loadRecipes("recipes");
  const without = loaded.filter(
    ({ text }) => !text.startsWith("# yaml-language-server: $schema=../recipe.schema.json\n"),
  );
  expect(without.map(({ file }) => file)).toEqual([]);
});

test("the JSON Schema for editors is up to date; otherwise run: node runtime/recipes/write-recipe-schema.ts", async () => {
  expect(JSON.parse(await readFile(RECIPE_SCHEMA_FILE, "utf8"))).toEqual(recipeJsonSchema());
});
