import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { addPackage } from "../../../runtime/packages/add-package.ts";
import type { AddOptions } from "../../../runtime/packages/add-package.ts";
import { readPackages } from "../../../runtime/packages/packages-folder.ts";
import { packagesCatalogue } from "../../../runtime/packages/packages-catalogue.ts";
import { removePackage } from "../../../runtime/packages/remove-package.ts";
import { openLocalRegistry } from "./local-registry.ts";
import type { LocalRegistry } from "./local-registry.ts";
import { PUBLISHED } from "./published.ts";
import { runInstalled } from "./run-installed.ts";

// npm starts slowly on a machine that is busy with other tests.
jest.setTimeout(120_000);

let registry: LocalRegistry;
let home = "";
const before = { ...process.env };

beforeAll(async () => {
  registry = await openLocalRegistry(PUBLISHED);
  home = await mkdtemp(path.join(tmpdir(), "packages-"));
  process.env["npm_config_registry"] = registry.url;
  process.env["npm_config_cache"] = path.join(home, "imports", "npm-cache");
});
afterAll(async () => {
  process.env = before;
  await registry.close();
  await rm(home, { recursive: true, force: true });
});

function add(wanted: string, more: Partial<AddOptions> = {}): ReturnType<typeof addPackage> {
  return addPackage({
    home,
    wanted,
    by: "ada",
    now: () => new Date("2026-11-24T10:00:00Z"),
    onOffer: () => undefined,
    consent: () => Promise.resolve(true),
    check: () => Promise.resolve(),
    ...more,
  });
}

const folders = async (): Promise<string[]> =>
  (await readdir(home)).filter((name) => !name.endsWith(".json") && name !== "imports");

test("a refused licence leaves nothing behind, and the package is never downloaded", async () => {
  const asked: string[] = [];
  const refused = add("@shop/parcels@0.1.0", {
    consent(packages) {
      asked.push(...packages.map(({ name, licence }) => `${name}: ${licence.name ?? ""}`));
      return Promise.resolve(false);
    },
  });
  await expect(refused).rejects.toThrow("The licence of @shop/parcels@0.1.0 was not accepted. Nothing was added.");
  expect(asked).toEqual(["@shop/parcels: SEE LICENSE IN LICENSE"]);
  expect(registry.asked.filter((wanted) => wanted.endsWith(".tgz"))).toEqual([]);
  expect([await readPackages(home), await folders()]).toEqual([[], []]);
});

test("an added package's components run: undeclared and pinned imports are there, the platform is ours, no script ran", async () => {
  const licences: (string | null)[] = [];
  const added = await add("@shop/parcels@0.1.0", {
    consent(packages) {
      licences.push(...packages.map(({ licence }) => licence.name));
      return Promise.resolve(true);
    },
  });
  expect(licences).toEqual(["SEE LICENSE IN LICENSE", "Pipedream Source Available License 1.0"]);
  expect(added.components.map(({ key, type }) => [key, type])).toEqual([
    ["parcels-count-letters", "action"],
    ["parcels-new-parcel", "source"],
  ]);
  expect(Object.keys(added.undeclared).sort()).toEqual(["counter", "pinned.counter.1.0.0"]);
  expect(added.unavailable["nobody-published-this"]).toContain("The registry has no nobody-published-this@latest");
  expect(added.problems).toEqual([
    { file: "actions/broken/broken.mjs", problem: expect.stringContaining("nobody-published-this") },
  ]);
  expect(added.installed).toMatchObject({
    version: "0.1.0",
    addedBy: "ada",
    licence: "Pipedream Source Available License 1.0",
  });
  const root = path.join(home, added.installed.folder, "node_modules/@shop/parcels");
  expect(existsSync(path.join(root, "package.json"))).toBe(true);
  expect(existsSync(path.join(root, "ran.txt"))).toBe(false);

  const props = { text: "four", app: { $auth: { api_key: "k" } } };
  expect(await runInstalled(home, "parcels-count-letters@0.1.0", props)).toEqual(["4?", "4!", "function", "k", true]);
});

test("what was accepted is remembered, with who and when, and not asked again", async () => {
  const accepted: unknown = JSON.parse(await readFile(path.join(home, "accepted-licences.json"), "utf8"));
  expect(accepted).toContainEqual({
    package: "@shop/parcels",
    version: "0.1.0",
    licence: "Pipedream Source Available License 1.0",
    by: "ada",
    at: "2026-11-24T10:00:00.000Z",
  });
  const asked: string[] = [];
  const again = await add("@shop/parcels@0.2.0", {
    consent(packages) {
      asked.push(...packages.map(({ name }) => name));
      return Promise.resolve(false);
    },
  });
  expect([asked, again.replaced?.version]).toEqual([[], "0.1.0"]);
  expect(await readPackages(home)).toMatchObject([{ name: "@shop/parcels", version: "0.2.0" }]);
  expect(await runInstalled(home, "parcels-old-style", {})).toBe("function");
});

test("what would break a recipe is not changed", async () => {
  const check = (): Promise<void> => Promise.reject(new Error("tell-customer needs it"));
  await expect(add("@shop/parcels@0.2.0", { check })).rejects.toThrow("tell-customer needs it");
  await expect(removePackage({ home, name: "@shop/parcels", check })).rejects.toThrow("tell-customer needs it");
  expect(await readPackages(home)).toMatchObject([{ version: "0.2.0" }]);
});

test("a package that ends the process while it is loaded ends its own, and is not added", async () => {
  await expect(add("ends-the-process")).rejects.toThrow("the process ended with 7");
  await expect(add("just-code")).rejects.toThrow("it has no sources and no actions. Nothing was added.");
  await expect(add("@shop/nothing-here")).rejects.toThrow(
    "The registry has no @shop/nothing-here@latest. Nothing was installed.",
  );
  await expect(add("../../etc")).rejects.toThrow("is not a package's name");
  await expect(add("--help")).rejects.toThrow("is not a package's name");
  expect((await readPackages(home)).length).toBe(1);
});

test("a removed package is gone from the catalogue; its folder goes with the next change", async () => {
  const listed = await packagesCatalogue(home).list();
  expect(listed.map(({ from }) => from)).toEqual(["@shop/parcels", "@shop/parcels", "@shop/parcels"]);
  const removed = await removePackage({ home, name: "@shop/parcels", check: () => Promise.resolve() });
  expect(await packagesCatalogue(home).list()).toEqual([]);
  expect(await folders()).toEqual([removed.folder]);
  await expect(removePackage({ home, name: "@shop/parcels", check: () => Promise.resolve() })).rejects.toThrow(
    'There is no package "@shop/parcels" here; there is none.',
  );
  expect(await folders()).toEqual([]);
});
