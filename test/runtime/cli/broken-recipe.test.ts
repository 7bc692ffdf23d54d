import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { RecipeBook } from "../../../runtime/cli/installation/recipe-book.ts";
import { openStore } from "../../../runtime/cli/installation/open-store.ts";
import type { Store } from "../../../runtime/cli/installation/open-store.ts";
import { placesOf } from "../../../runtime/cli/installation/places.ts";
import { moduleCatalogue } from "../../../runtime/component-host/catalogue.ts";
import type { Component } from "../../../runtime/component-host/types.ts";
import { configSchema } from "../../../runtime/connections/config-schema.ts";

const SHIPPED = `recipe: greet
title: Greets
triggers: [{ uses: test-source }]
steps:
  - { namespace: say, uses: test-say, props: { words: "Hello" } }
`;
const components: Component[] = [
  { key: "test-source", version: "0.0.1", props: {}, run: () => undefined },
  {
    key: "test-say",
    version: "0.0.1",
    type: "action",
    props: { words: { type: "string" } },
    run: () => undefined,
  },
];

let home: string;
let store: Store;
let book: RecipeBook;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "lastedit-broken-"));
  const recipes = { shipped: path.join(home, "shipped"), own: path.join(home, "own") };
  await write("shipped", SHIPPED);
  store = await openStore(placesOf({ LASTEDIT_HOME: home }), {});
  const places = { ...placesOf({ LASTEDIT_HOME: home }), recipes };
  book = new RecipeBook({
    store,
    places,
    config: configSchema.parse({}),
    catalogue: moduleCatalogue(components),
    env: {},
  });
});

afterAll(async () => {
  await store.close();
  await rm(home, { recursive: true, force: true });
});

async function write(folder: "shipped" | "own", text: string, name = "greet"): Promise<void> {
  await mkdir(path.join(home, folder, name), { recursive: true });
  await writeFile(path.join(home, folder, name, "recipe.yaml"), text);
}

const raised = async () =>
  (await store.exceptions.list({ status: "open" })).map(({ lineage, kind, whatHappened }) => ({
    lineage,
    kind,
    whatHappened,
  }));

test.each([
  ["cannot be read", "recipe: greet\ntitle: [", "is not YAML|recipe.yaml:"],
  ["uses an action that is not there", SHIPPED.replace("test-say", "test-sing"), "test-sing"],
])(
  "when the merchant's own version %s, the shipped one runs and the integration's owner is told",
  async (_how, text, named) => {
    await write("own", text);
    await book.load();
    expect(book.recipes.get("greet")?.source?.text).toBe(SHIPPED);
    expect(await raised()).toEqual([
      {
        lineage: "recipe greet",
        kind: "recipe-unusable",
        whatHappened: expect.stringMatching(new RegExp(`so the shipped version runs\\. (.|\\n)*(${named})`)),
      },
    ]);

    await write("own", SHIPPED.replace("Hello", "Good day"));
    await book.load();
    expect(book.recipes.get("greet")?.source?.text).toContain("Good day");
    expect(await raised()).toEqual([]);
  },
);

test("one without a shipped version is left out, and keeps no other from running", async () => {
  await write("own", "recipe: mine\ntitle: [", "mine");
  await book.load();
  expect([...book.recipes.keys()]).toEqual(["greet"]);
  expect(book.idle.get("mine")).toContain("It cannot be read");
  expect((await raised()).map(({ lineage }) => lineage)).toEqual(["recipe mine"]);
  await rm(path.join(home, "own", "mine"), { recursive: true });
});

test("a run keeps to the text it began with, also in a process that never had it", async () => {
  await book.load();
  const before = book.recipes.get("greet");
  await book.keepText(before!);
  await write("own", SHIPPED.replace("Hello", "Good evening"));
  await book.load();
  const pin = { name: "greet", textHash: before!.source!.hash };
  expect((await book.pinned(pin))?.source).toEqual(before!.source);
  expect(await book.pinned({ name: "greet", textHash: "unknown" })).toBeUndefined();
  const { rows } = await store.database.query<{ text_sealed: string }>("SELECT text_sealed FROM lastedit.recipe_texts");
  expect(JSON.stringify(rows)).not.toContain("Good day");
  expect(await readFile(path.join(home, "own", "greet", "recipe.yaml"), "utf8")).toContain("Good evening");
});
