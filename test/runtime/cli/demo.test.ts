import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { holdsDemo, openFreshDemoStore } from "../../../runtime/cli/demo/fresh-demo-store.ts";
import { openStore } from "../../../runtime/cli/installation/open-store.ts";
import { placesOf } from "../../../runtime/cli/installation/places.ts";
import type { Places } from "../../../runtime/cli/installation/places.ts";

let places: Places;

beforeEach(async () => {
  places = placesOf({ LASTEDIT_HOME: await mkdtemp(path.join(tmpdir(), "lastedit-demo-")) });
});

afterEach(() => rm(places.home, { recursive: true, force: true }));

test("a demo begins empty each time, also after one that another version left behind", async () => {
  const first = await openFreshDemoStore(places, {});
  await first.database.exec("UPDATE lastedit.migrations SET checksum = 'of another version'");
  await first.close();
  expect(holdsDemo(places)).toBe(true);
  const second = await openFreshDemoStore(places, {});
  expect((await second.database.query("SELECT count(*)::int AS runs FROM lastedit.runs")).rows).toEqual([{ runs: 0 }]);
  await second.close();
}, 60_000);

test("a demo never deletes real data", async () => {
  const real = await openStore(places, {});
  await real.database.exec("INSERT INTO lastedit.connections VALUES ('shop', 'shopify', 'sealed')");
  await real.close();
  await expect(openFreshDemoStore(places, {})).rejects.toThrow("holds real data");
  await expect(openFreshDemoStore(places, { DATABASE_URL: "postgres://x" })).rejects.toThrow("without DATABASE_URL");
  const again = await openStore(places, {});
  expect((await again.database.query("SELECT name FROM lastedit.connections")).rows).toEqual([{ name: "shop" }]);
  await again.close();
}, 60_000);

test("a folder that holds no database yet is free for a demo", async () => {
  await writeFile(path.join(places.home, "notes.txt"), "mine");
  const store = await openFreshDemoStore(places, {});
  await store.close();
}, 60_000);
