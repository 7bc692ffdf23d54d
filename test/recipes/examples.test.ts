import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { moduleCatalogue } from "../../runtime/component-host/catalogue.ts";
import type { Component } from "../../runtime/component-host/types.ts";
import { readExample } from "../../runtime/examples/example.ts";
import { runExample } from "../../runtime/examples/run-example.ts";
import { loadRecipe } from "../../runtime/recipes/index.ts";

const root = join(import.meta.dirname, "..", "..");
const recipes = globSync("recipes/*/recipe.yaml", { cwd: root }).map((file) => basename(join(root, file, "..")));

const componentFiles = globSync("{actions,sources}/*/*/*.ts", { cwd: root }).filter(
  (file) => basename(file, ".ts") === basename(join(file, "..")),
);
const components = await Promise.all(
  componentFiles.map(async (file) => {
    const module = (await import(pathToFileURL(join(root, file)).href)) as { default: Component };
    return module.default;
  }),
);
const catalogue = moduleCatalogue(components);

describe.each(recipes)("recipe %s", (name) => {
  const examples = globSync(`recipes/${name}/examples/*.json`, { cwd: root }).map((file) => join(root, file));

  test("has examples enough to show what it does", () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  test.each(examples.map((file) => [basename(file, ".json"), file]))("%s ends as expected", async (_name, file) => {
    const loaded = await loadRecipe(join(root, "recipes", name, "recipe.yaml"));
    const result = await runExample(loaded, await readExample(file), catalogue);
    expect(result.differences).toEqual([]);
  });
});
