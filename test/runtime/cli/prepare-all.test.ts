import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { prepareAll } from "../../../runtime/cli/installation/prepare-all.ts";
import { moduleCatalogue } from "../../../runtime/component-host/catalogue.ts";
import { configSchema } from "../../../runtime/connections/config-schema.ts";
import { loadRecipe } from "../../../runtime/recipes/index.ts";

const recipes = join(import.meta.dirname, "..", "..", "..", "recipes");

test("a recipe that creates orders runs only when the configuration names it, whatever connections are there", async () => {
  const loaded = await loadRecipe(join(recipes, "release-order-to-warehouse", "recipe.yaml"));
  const connections = new Map([
    ["shop", { name: "shop", type: "shopify", fields: {} }],
    ["warehouse", { name: "warehouse", type: "peoplevox", fields: {} }],
  ]);
  const prepared = await prepareAll({
    loaded: [loaded],
    catalogue: moduleCatalogue([]),
    connections,
    switches: new Map(),
    config: configSchema.parse({}),
    env: {},
  });
  expect(prepared.recipes.size).toBe(0);
  expect([...prepared.idle]).toEqual([["release-order-to-warehouse", "It runs only when it is asked for."]]);
});
