import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { deleteConnection, readConnections, saveConnection } from "../../runtime/store/connections-store.ts";
import type { Database } from "../../runtime/store/database.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { readRecipeSwitches, switchRecipe } from "../../runtime/store/recipe-switches.ts";
import { loadSourceState, saveSourceState } from "../../runtime/store/sources-store.ts";
import { createVault } from "../../runtime/store/vault.ts";
import { TEST_DATABASES } from "../runtime/store/open-test-databases.ts";

const vault = createVault(Buffer.alloc(32, 1));

describe.each(TEST_DATABASES)("the small stores on $name", ({ open }) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
    await migrate(database);
  });

  afterAll(() => database.close());

  test("a source's state is kept as a whole, and of two processes that save it the later one is refused", async () => {
    const source = { id: "s1", recipe: "edit", componentKey: "shopify-order-edited" };
    const { state, version } = await loadSourceState(database, source);
    expect([state, version]).toEqual([{}, 0]);
    const saved = await saveSourceState(database, "s1", { seen: ["a"] }, version);
    await expect(saveSourceState(database, "s1", { seen: [] }, version)).rejects.toMatchObject({
      code: "source-runs-elsewhere",
    });
    expect(await loadSourceState(database, source)).toEqual({ state: { seen: ["a"] }, version: saved });
  });

  test("a source's state is not saved when its events are not", async () => {
    const source = { id: "s2", recipe: "edit", componentKey: "shopify-order-edited" };
    await loadSourceState(database, source);
    const failed = database.transaction(async (tx) => {
      await saveSourceState(tx, "s2", { seen: ["b"] }, 0);
      throw new Error("the event was not stored");
    });
    await expect(failed).rejects.toThrow("the event was not stored");
    expect(await loadSourceState(database, source)).toEqual({ state: {}, version: 0 });
  });

  test("a connection is kept sealed, replaced by name, and gone once it is deleted", async () => {
    const shop = { name: "shop", type: "shopify", fields: { accessToken: "shpat_1", nested: { a: [1] } } };
    await saveConnection(database, vault, { ...shop, fields: {} });
    await saveConnection(database, vault, shop);
    const { rows } = await database.query("SELECT fields_sealed FROM lastedit.connections");
    expect(JSON.stringify(rows)).not.toContain("shpat");
    expect(await readConnections(database, vault)).toEqual([shop]);
    await expect(readConnections(database, createVault(Buffer.alloc(32, 2)))).rejects.toThrow(
      "sealed with another key",
    );
    expect(await deleteConnection(database, "shop")).toBe(true);
    expect(await deleteConnection(database, "shop")).toBe(false);
  });

  test("a recipe's switch stays as it was put last", async () => {
    await switchRecipe(database, "edit", false);
    await switchRecipe(database, "alerts", true);
    await switchRecipe(database, "edit", true);
    const switches = await readRecipeSwitches(database);
    expect(switches.map(({ recipe, enabled }) => [recipe, enabled])).toEqual([
      ["alerts", true],
      ["edit", true],
    ]);
  });
});
