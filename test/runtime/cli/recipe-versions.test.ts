import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { lastedit } from "./cli-world.ts";
import type { Outcome } from "./cli-world.ts";

const NAME = "send-order-edit-to-warehouse";
const SHIPPED = path.join(import.meta.dirname, "../../../recipes", NAME, "recipe.yaml");

let home: string;
let own: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "lastedit-recipe-"));
  own = path.join(home, "recipes", NAME);
});

afterEach(() => rm(home, { recursive: true, force: true }));

const recipe = (...args: string[]): Promise<Outcome> =>
  lastedit(["recipe", ...args], { LASTEDIT_HOME: home, LASTEDIT_CONFIG: path.join(home, "none.yaml") });
const ownFile = (file: string): Promise<string> => readFile(path.join(own, file), "utf8");

/** A merchant's version as it stands after an upgrade: made from an `earlier` shipped text, and changed by `change`. */
async function behind(earlier: (shipped: string) => string, change: (text: string) => string): Promise<string> {
  const before = earlier(await readFile(SHIPPED, "utf8"));
  await mkdir(own, { recursive: true });
  await writeFile(path.join(own, "shipped-before.yaml"), before);
  await writeFile(path.join(own, "recipe.yaml"), change(before));
  return change(before);
}

const withoutRetry = (text: string): string => text.replace("  retry: standard\n", "");
const slower = (text: string): string => text.replace(/settleSeconds: \d+.*/, "settleSeconds: 300 # ours are slow");

test("a merchant copies a recipe, changes it, sees the change, goes back, and undoes that", async () => {
  const made = JSON.parse((await recipe("customise", NAME, "--json")).stdout) as { file: string };
  expect(made).toEqual({ recipe: NAME, file: path.join(own, "recipe.yaml"), made: true });
  const shipped = await readFile(SHIPPED, "utf8");
  await writeFile(made.file, slower(shipped));

  const diff = await recipe("diff", NAME);
  expect(diff.stdout).toContain("+       settleSeconds: 300 # ours are slow\n");
  expect(diff.stdout).not.toContain("upgrade");

  const restored = JSON.parse((await recipe("restore", NAME, "--json")).stdout) as { backup: string };
  expect((await recipe("diff", NAME)).stdout).toContain("is as shipped");
  expect(await recipe("restore", NAME, "--backup", restored.backup)).toMatchObject({ code: 0 });
  expect(await ownFile("recipe.yaml")).toBe(slower(shipped));
}, 60_000);

test("after an upgrade the merchant sees both sides' changes and takes the upgrade in, comments and all", async () => {
  const yours = await behind(withoutRetry, slower);
  const diff = await recipe("diff", NAME);
  expect(diff.stdout).toContain("yours; a newer one is shipped");
  expect(diff.stdout).toMatch(/What the upgrade changed: .*\n(?:.*\n)*\+ {3}retry: standard\n/);
  expect(diff.stdout).toContain("+       settleSeconds: 300 # ours are slow");
  expect(diff.stdout).toContain(`Both fit together: lastedit recipe merge ${NAME}`);

  const merged = await recipe("merge", NAME);
  expect([merged.code, merged.stdout]).toEqual([0, expect.stringContaining("Undo: lastedit recipe restore")]);
  expect(await ownFile("recipe.yaml")).toBe(slower(await readFile(SHIPPED, "utf8")));
  const backup = /--backup (\S+)/.exec(merged.stdout)?.[1] ?? "";
  expect(await ownFile(`backups/${backup}/recipe.yaml`)).toBe(yours);
}, 60_000);

test("what both sides changed waits for the merchant, and only a recipe that can be run comes into force", async () => {
  const yours = await behind((text) => text.replace(/settleSeconds: \d+/, "settleSeconds: 5"), slower);
  const conflict = await recipe("merge", NAME);
  expect([conflict.code, conflict.stdout]).toEqual([1, expect.stringContaining("1 place changed on both sides")]);
  expect(await ownFile("recipe.yaml")).toBe(yours);
  const marked = await ownFile("merge.yaml");
  expect(await recipe("merge", NAME, "--finish")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("still marks a conflict"),
  });

  const settled = marked.replace(/<{7} yours\n(.*\n)[^]*>{7}.*\n/, "$1");
  await writeFile(path.join(own, "merge.yaml"), settled.replace("uses: shopify-get-current-order", "uses: no-such"));
  const wrong = await recipe("merge", NAME, "--finish");
  expect([wrong.code, wrong.stdout]).toEqual([
    1,
    expect.stringMatching(/merge\.yaml:\d+:5: steps\[0\]\.uses: is "no-such"/),
  ]);
  expect(await ownFile("recipe.yaml")).toBe(yours);

  await writeFile(path.join(own, "merge.yaml"), settled);
  expect(await recipe("merge", NAME, "--finish")).toMatchObject({ code: 0 });
  expect(await ownFile("recipe.yaml")).toBe(slower(await readFile(SHIPPED, "utf8")));
}, 60_000);

test("a mistake in a recipe is named with file, line, column, value and what was expected", async () => {
  await behind(
    (text) => text,
    (text) => text.replace("retry: standard", "retry: often"),
  );
  const { code, stdout } = await recipe("validate", NAME, "--json");
  const file = path.join(own, "recipe.yaml");
  const line = (await ownFile("recipe.yaml")).split("\n").indexOf("  retry: often") + 1;
  const problem = 'is "often"; expected "standard" or "never", or fields';
  expect([code, JSON.parse(stdout)]).toEqual([
    1,
    [
      {
        recipe: NAME,
        file,
        problems: [
          {
            line,
            column: 3,
            path: "settings.retry",
            problem,
            words: `${file}:${line}:3: settings.retry: ${problem}`,
          },
        ],
      },
    ],
  ]);
  const all = await recipe("validate");
  expect([all.code, all.stdout]).toEqual([
    1,
    expect.stringMatching(new RegExp(`^ok {5}(?:.*\n)*WRONG  ${NAME}$`, "m")),
  ]);
  const listed = await recipe("list");
  expect([listed.code, listed.stdout]).toEqual([
    0,
    expect.stringContaining(
      `${NAME}: It cannot be read, so the shipped version runs. See why: lastedit recipe validate ${NAME}`,
    ),
  ]);
  expect(await recipe("validate", SHIPPED)).toMatchObject({ code: 0, stdout: `ok     ${NAME}\n` });
}, 90_000);

test("a recipe that is not there is answered with those that are, a mistake in the call with 2 and a hint", async () => {
  const outcomes = await Promise.all([
    recipe("diff", "send-edit"),
    recipe("merge", NAME, "--finsh"),
    recipe("dif", NAME),
  ]);
  expect(outcomes.map(({ code }) => code)).toEqual([1, 2, 2]);
  expect(outcomes[0].stderr).toMatch(new RegExp(`There is no recipe "send-edit". There is .*${NAME}`));
  expect(outcomes[1].stderr).toContain("Did you mean --finish?");
  expect(outcomes[2].stderr).toContain("Did you mean diff?");
}, 60_000);
