import { expect, test } from "@jest/globals";
import { configSchema } from "../../../runtime/connections/config-schema.ts";
import { recipeEntries } from "../../../runtime/cli/installation/recipe-entries.ts";
import { readRecipe } from "../../../runtime/recipes/index.ts";

const recipe = (name: string, settings = "{}") =>
  readRecipe(
    `recipe: ${name}
title: Try it
triggers: [{ uses: shopify-order-edited }]
connections: { shopify: shop }
settings: ${settings}
steps: [{ namespace: order, uses: shopify-get-current-order }]
`,
    "recipe.yaml",
  );

const loaded = [recipe("send-edit"), recipe("create-order", "{ onlyWhenConfigured: true }")];

/** What runs, and what does not with the beginning of the reason. */
function entries(config: object, switches: Record<string, boolean> = {}, connections = ["shop"]): string[] {
  const found = recipeEntries({
    config: configSchema.parse(config),
    loaded,
    switches: new Map(Object.entries(switches)),
    connections: new Set(connections),
  });
  return found.map(({ name, off }) => `${name}: ${off === null ? "runs" : (off.split(".")[0] ?? "")}`);
}

test("without a configuration every recipe runs whose connections are there, but those that must be asked for", () => {
  expect(entries({})).toEqual(["send-edit: runs", "create-order: It runs only when it is asked for"]);
  expect(entries({}, {}, [])[0]).toBe('send-edit: It needs the connection "shop"');
});

test("a configuration that names recipes runs these", () => {
  expect(entries({ recipes: { "create-order": {} } })).toEqual([
    "create-order: runs",
    "send-edit: The configuration names other recipes",
  ]);
  expect(entries({ recipes: { "send-edit": { enabled: false } } })[0]).toBe(
    "send-edit: It is switched off in the configuration",
  );
});

test("a switch counts more than configuration and recipe, both ways", () => {
  expect(entries({}, { "create-order": true, "send-edit": false })).toEqual([
    "send-edit: It was switched off",
    "create-order: runs",
  ]);
  expect(
    entries({ recipes: { "send-edit": { enabled: false } } }, { "send-edit": true, "create-order": true }),
  ).toEqual(["send-edit: runs", "create-order: runs"]);
  expect(entries({ recipes: { "send-edit": {} } }, { "send-edit": false })[0]).toBe("send-edit: It was switched off");
});

test("what the configuration names must be able to run; what was only switched on waits for its connection", () => {
  expect(() => entries({ recipes: { "send-edit": {} } }, {}, [])).toThrow(
    'The recipe "send-edit" needs the connection "shop", which is not there. Nothing was started.',
  );
  expect(entries({ recipes: { "send-edit": {} } }, { "send-edit": false }, [])[0]).toBe(
    "send-edit: It was switched off",
  );
  expect(entries({}, { "create-order": true }, [])[1]).toBe('create-order: It needs the connection "shop"');
  expect(() => entries({ recipes: { "no-such": {} } })).toThrow('names the recipe "no-such"; there is no such recipe');
});

test("one recipe may run under several names, each with its own connections", () => {
  const recipes = { "edits-de": { recipe: "send-edit", connections: { shopify: "shop-de" } }, "send-edit": {} };
  expect(entries({ recipes }, {}, ["shop", "shop-de"])).toEqual([
    "edits-de: runs",
    "send-edit: runs",
    "create-order: The configuration names other recipes",
  ]);
  expect(entries({ recipes }, { "edits-de": false }, ["shop"])[0]).toBe("edits-de: It was switched off");
});
