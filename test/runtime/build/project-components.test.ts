import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { buildComponents } from "../../../runtime/build/build-components.ts";
import type { ManifestEntry } from "../../../runtime/component-host/index.ts";
import { checkRecipe, loadRecipes } from "../../../runtime/recipes/index.ts";

let folder = "";
let components: ManifestEntry[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "components-"));
  await buildComponents({ outDir: join(folder, "built") });
  const manifest = await readFile(join(folder, "built/manifest.json"), "utf8");
  ({ components } = JSON.parse(manifest) as { components: ManifestEntry[] });
});

afterAll(() => rm(folder, { recursive: true }));

test("every prop that a person fills in has a label and a description", () => {
  const bare = components.flatMap(({ key, props }) =>
    props
      .filter(({ type, hidden }) => !hidden && !type.startsWith("$.") && type !== "app")
      .filter(({ label, description }) => label === null || description === null)
      .map(({ name }) => `${key}: ${name}`),
  );
  expect(bare).toEqual([]);
});

test("passwords, tokens and secrets are marked as secret", () => {
  const open = components.flatMap(({ key, props }) =>
    props
      .filter(({ name, secret }) => /password|token|secret/i.test(name) && !secret)
      .map(({ name }) => `${key}: ${name}`),
  );
  expect(open).toEqual([]);
});

test("no built component uses $.flow, which Pipedream Connect does not have", async () => {
  const files = await Promise.all(components.map(({ file }) => readFile(join(folder, "built", file), "utf8")));
  expect(files.filter((code) => code.includes("$.flow"))).toEqual([]);
});

test("every shipped recipe fits the components it uses", async () => {
  const connectionFields = components.flatMap(({ props }) =>
    props.map(({ name }) => name).filter((name) => /^(shopify|peoplevox|alert)[A-Z]/.test(name)),
  );
  const recipes = await loadRecipes("recipes");
  expect(recipes.length).toBeGreaterThan(0);
  expect(recipes.flatMap((recipe) => checkRecipe(recipe, { components, connectionFields }))).toEqual([]);
});
