import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { recipeJsonSchema } from "../../../../runtime/recipes/index.ts";
import {
  customise,
  finishMerge,
  listBackups,
  loadRecipesInUse,
  mergeRecipe,
  readVersions,
  recipeNames,
  recipesBehind,
  restoreBackup,
  restoreShipped,
} from "../../../../runtime/recipes/versions/index.ts";
import type { CheckText, RecipeFolders } from "../../../../runtime/recipes/versions/index.ts";

const NOW = Date.parse("2026-11-24T08:00:00Z");
const LATER = Date.parse("2026-11-25T08:00:00Z");
const BACKUP = "2026-11-24T08-00-00-000Z";

const shipped = `# yaml-language-server: $schema=../recipe.schema.json
recipe: send-edit
title: Send an edit
triggers:
  - uses: shopify-order-edited
    props:
      settleSeconds: 60 # seconds without a further change
steps:
  - namespace: order
    uses: shopify-get-current-order
    notes: The webhook is only a hint.
  - namespace: plan
    uses: peoplevox-plan
`;
const slow = (text: string): string => text.replace("60 # seconds without", "300 # our customers take their time, not");
const withUpdate = (text: string): string => `${text}  - namespace: update\n    uses: peoplevox-update\n`;

let folders: RecipeFolders;
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "recipe-versions-"));
  folders = { shipped: join(root, "shipped"), own: join(root, "data", "recipes") };
  await ship(shipped);
});

afterEach(() => rm(root, { recursive: true }));

async function put(folder: string, text: string, name = "send-edit"): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "recipe.yaml"), text);
}

const ship = (text: string): Promise<void> => put(folders.shipped, text);
const ownFile = (name: string): string => join(folders.own, "send-edit", name);
const own = (name = "recipe.yaml"): Promise<string> => readFile(ownFile(name), "utf8");
const inUse = async (): Promise<string | undefined> => (await loadRecipesInUse(folders))[0]?.text;
const state = async (): Promise<string> => (await readVersions(folders, "send-edit")).state;
const fits: CheckText = () => [];

/** A merchant's own version, changed by `change`. */
async function customised(change: (text: string) => string): Promise<void> {
  const { file } = await customise(folders, "send-edit");
  await writeFile(file, change(await readFile(file, "utf8")));
}

describe("a merchant's version", () => {
  test("begins as a copy of the shipped one, comments and all, with the schema its editor asks for", async () => {
    expect(await customise(folders, "send-edit")).toEqual({ file: ownFile("recipe.yaml"), made: true });
    expect(await own()).toBe(shipped);
    expect(JSON.parse(await readFile(join(folders.own, "recipe.schema.json"), "utf8"))).toEqual(recipeJsonSchema());
    expect(await state()).toBe("customised");
  });

  test("is what runs, and asking for it again changes nothing", async () => {
    expect(await inUse()).toBe(shipped);
    await customised(slow);
    expect(await inUse()).toBe(slow(shipped));
    expect(await customise(folders, "send-edit")).toEqual({ file: ownFile("recipe.yaml"), made: false });
    expect(await inUse()).toBe(slow(shipped));
  });

  test("survives an upgrade untouched, and is known to be behind", async () => {
    await customised(slow);
    await ship(withUpdate(shipped));
    expect(await inUse()).toBe(slow(shipped));
    expect(await recipesBehind(folders)).toEqual(["send-edit"]);
    const versions = await readVersions(folders, "send-edit");
    expect(versions).toMatchObject({
      state: "outdated",
      shippedBefore: { text: shipped },
      shipped: { text: withUpdate(shipped) },
      yours: { text: slow(shipped) },
    });
    expect(versions.shippedBefore?.hash).not.toBe(versions.shipped?.hash);
  });

  test("stays when the shipped one is gone, or when its origin is not known", async () => {
    await customised(slow);
    await rm(ownFile("shipped-before.yaml"));
    expect(await state()).toBe("unpinned");
    await rm(join(folders.shipped, "send-edit"), { recursive: true });
    expect([await state(), await inUse()]).toEqual(["own", slow(shipped)]);
    await expect(restoreShipped(folders, "send-edit", NOW)).rejects.toThrow("is your own");
  });

  test("may be a recipe that is not shipped at all", async () => {
    await put(folders.own, shipped.replace("send-edit", "our-recipe"), "our-recipe");
    expect(await recipeNames(folders)).toEqual(["our-recipe", "send-edit"]);
    expect((await loadRecipesInUse(folders)).map(({ recipe }) => recipe.recipe)).toEqual(["our-recipe", "send-edit"]);
    await expect(readVersions(folders, "send-edits")).rejects.toThrow(
      'There is no recipe "send-edits". There is our-recipe, send-edit.',
    );
    await expect(customise(folders, "../shipped/send-edit")).rejects.toThrow("There is no recipe");
  });
});

describe("going back to the shipped version", () => {
  test("keeps the merchant's as a backup that can be brought back, pin and all", async () => {
    await customised(slow);
    await ship(withUpdate(shipped));
    expect(await restoreShipped(folders, "send-edit", NOW)).toBe(BACKUP);
    expect([await state(), await inUse()]).toEqual(["shipped", withUpdate(shipped)]);
    expect(await listBackups(folders, "send-edit")).toEqual([BACKUP]);

    await restoreBackup(folders, "send-edit", BACKUP, LATER);
    expect([await state(), await inUse()]).toEqual(["outdated", slow(shipped)]);
  });

  test("bringing a backup back backs up what is there", async () => {
    await customised(slow);
    await restoreShipped(folders, "send-edit", NOW);
    await customised(withUpdate);
    await restoreBackup(folders, "send-edit", BACKUP, LATER);
    expect(await inUse()).toBe(slow(shipped));
    await restoreBackup(folders, "send-edit", "2026-11-25T08-00-00-000Z", LATER + 1);
    expect(await inUse()).toBe(withUpdate(shipped));
  });

  test("is refused when there is nothing to go back from or to", async () => {
    await expect(restoreShipped(folders, "send-edit", NOW)).rejects.toThrow("is as shipped. Nothing was changed.");
    await expect(restoreBackup(folders, "send-edit", "..", NOW)).rejects.toThrow('no backup "..". There is none.');
  });
});

describe("merging after an upgrade", () => {
  const merge = (check = fits, again = false) => mergeRecipe(folders, "send-edit", { check, now: NOW, again });
  const finish = (check = fits) => finishMerge(folders, "send-edit", { check, now: LATER });

  test("takes the upgrade in, keeps the merchant's change and comment, and backs up what was there", async () => {
    await customised(slow);
    await ship(withUpdate(shipped));
    expect(await merge()).toEqual({ outcome: "merged", file: ownFile("recipe.yaml"), backup: BACKUP });
    expect(await own()).toBe(withUpdate(slow(shipped)));
    expect([await state(), await recipesBehind(folders)]).toEqual(["customised", []]);
    expect(await own(`backups/${BACKUP}/recipe.yaml`)).toBe(slow(shipped));
    expect(await merge()).toEqual({ outcome: "up-to-date" });
  });

  test("what both changed is marked in a file beside; the merchant's version stays in force until it is settled", async () => {
    await customised(slow);
    await ship(withUpdate(shipped.replace("settleSeconds: 60", "settleSeconds: 90")));
    expect(await merge()).toEqual({ outcome: "conflicts", file: ownFile("merge.yaml"), conflicts: 1 });
    expect([await state(), await inUse()]).toEqual(["outdated", slow(shipped)]);
    await expect(finish()).rejects.toThrow(/merge\.yaml: line 7, 9, 11, 13 still marks a conflict/);

    const settled = (await own("merge.yaml"))
      .split("\n")
      .filter((line) => !/^[<|=>]{7}/.test(line) && !/settleSeconds: (60|90)/.test(line))
      .join("\n");
    await writeFile(ownFile("merge.yaml"), settled);
    expect(await finish()).toEqual({
      outcome: "merged",
      file: ownFile("recipe.yaml"),
      backup: "2026-11-25T08-00-00-000Z",
    });
    expect([await state(), await inUse()]).toEqual(["customised", withUpdate(slow(shipped))]);
    expect(await readdir(join(folders.own, "send-edit"))).toEqual(["backups", "recipe.yaml", "shipped-before.yaml"]);
    await expect(finish()).rejects.toThrow("No merge");
  });

  test("a merge that waits is not lost: beginning again must be asked for, and keeps it as a backup", async () => {
    await customised(slow);
    await ship(shipped.replace("settleSeconds: 60", "settleSeconds: 90"));
    await merge();
    await writeFile(ownFile("merge.yaml"), "half done");
    await expect(merge()).rejects.toThrow("waits to be finished");
    expect(await own("merge.yaml")).toBe("half done");
    expect(await merge(fits, true)).toMatchObject({ outcome: "conflicts" });
    expect(await own(`backups/${BACKUP}/merge.yaml`)).toBe("half done");
  });

  test("a result that fits line by line and cannot be run does not come into force", async () => {
    const problems = [{ path: ["steps", 2], problem: "reads steps.plan, which is not there", line: 14, column: 5 }];
    await customised(slow);
    await ship(withUpdate(shipped));
    expect(await merge(() => problems)).toEqual({ outcome: "cannot-run", file: ownFile("merge.yaml"), problems });
    expect(await inUse()).toBe(slow(shipped));
    expect(await finish(() => problems)).toMatchObject({ outcome: "cannot-run" });
    expect(await inUse()).toBe(slow(shipped));
    expect(await finish()).toMatchObject({ outcome: "merged" });
  });

  test("a crash between recipe and pin offers the same merge once more, and that changes nothing", async () => {
    await customised(slow);
    await ship(withUpdate(shipped));
    await merge();
    await writeFile(ownFile("shipped-before.yaml"), shipped);
    expect(await merge()).toMatchObject({ outcome: "merged" });
    expect(await own()).toBe(withUpdate(slow(shipped)));
  });

  test("is refused where the version that yours was made from is not known", async () => {
    await customised(slow);
    await rm(ownFile("shipped-before.yaml"));
    await expect(merge()).rejects.toThrow("it is not known which shipped one yours was made from");
  });
});
