import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { lastedit } from "./cli-world.ts";
import type { Outcome } from "./cli-world.ts";

const NAME = "send-order-edit-to-warehouse";
const SHIPPED = path.join(import.meta.dirname, "../../../recipes", NAME);

let home: string;
let examples: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "lastedit-test-"));
  examples = path.join(home, "recipes", NAME, "examples");
  await mkdir(examples, { recursive: true });
});

afterEach(() => rm(home, { recursive: true, force: true }));

const play = (...args: string[]): Promise<Outcome> => lastedit(["test", ...args], { LASTEDIT_HOME: home });

test("plays an example of the shipped recipe, and says how long it took", async () => {
  const { code, stdout, stderr } = await play(NAME, "--example", "in-sync");
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^send-order-edit-to-warehouse\n {2}passed +[\d.]+ m?s +in-sync +An order that the warehouse has/,
  );
  expect(stdout).toMatch(/1 of 1 example passed in [\d.]+ m?s\.\n$/);
  expect(stderr).toContain("0 of 1 example played");
}, 60_000);

test("plays the merchant's version and examples, and shows line by line what is not as expected", async () => {
  const shipped = await readFile(path.join(SHIPPED, "examples/added-line.json"), "utf8");
  const expectsMore = shipped.replace(/"units": \{/, '"units": { "NO-SUCH": 1,');
  await writeFile(path.join(examples, "our-example.json"), expectsMore);
  await cp(path.join(SHIPPED, "recipe.yaml"), path.join(home, "recipes", NAME, "recipe.yaml"));
  const { code, stdout } = await play(NAME, "--example", "our-example");
  expect(code).toBe(1);
  expect(stdout).toMatch(/ {2}FAILED +[\d.]+ m?s +our-example/);
  expect(stdout).toMatch(/ {2}Sales Order 1001: units \(- expected, \+ found\)\n(?: {4}.*\n)* {4}- {3}"NO-SUCH": 1/);
  expect(stdout).toContain("0 of 1 example passed");

  // The merchant's recipe leaves the update out, so the same edit now ends otherwise.
  const text = await readFile(path.join(SHIPPED, "recipe.yaml"), "utf8");
  const without = text.replace(
    "    uses: peoplevox-update-sales-order\n",
    "    uses: peoplevox-update-sales-order\n    disabled: true\n",
  );
  await writeFile(path.join(home, "recipes", NAME, "recipe.yaml"), without);
  const changed = JSON.parse((await play(NAME, "--example", "added-line", "--json")).stdout) as {
    result: string;
    differences: { what: string; found: unknown }[];
  }[];
  expect(changed[0]?.result).toBe("failed");
  expect(changed[0]?.differences).toContainEqual({ what: "outcome", expected: "apply-in-place", found: null });
}, 60_000);

test.each([
  ["that is not JSON", '{ "title": "x",\n  "expect": {\n  ]\n}', ":3:3: is not JSON: "],
  ["with a wrong field", '{ "title": 3,\n  "expect": {} }', ":1:3: title: is 3; expected a text"],
  [
    "with a field too many",
    '{ "title": "x",\n  "expect": { "extra": 1 } }',
    ':2:15: expect.extra: there is no field "extra" here',
  ],
  [
    "that the sandbox refuses",
    '{ "title": "x", "order": { "lines": 1 }, "expect": {} }',
    "The sandbox refused /shopify/orders",
  ],
])(
  "an example %s is not played, and the reason names the file",
  async (_what, text, told) => {
    await writeFile(path.join(examples, "in-sync.json"), text);
    const played = await play(NAME, "--example", "in-sync");
    expect([played.code, played.stdout]).toEqual([1, expect.stringContaining("NOT PLAYED")]);
    expect(played.stdout).toContain(told);
    expect(played.stdout).toContain(path.join(examples, "in-sync.json"));
  },
  60_000,
);

test("an example that cannot be played holds up no other", async () => {
  await writeFile(path.join(examples, "in-sync.json"), "{}");
  const { code, stdout } = await play(NAME);
  const all = (await readdir(path.join(SHIPPED, "examples"))).length;
  expect([code, stdout]).toEqual([1, expect.stringContaining(`${all - 1} of ${all} examples passed`)]);
}, 60_000);

test("an example or recipe that is not there is answered with those that are", async () => {
  expect(await play(NAME, "--example", "added")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /There is no example "added" of send-order-edit-to-warehouse\. There is added-line, /,
    ),
  });
  expect(await play("send-edit")).toMatchObject({ code: 1, stderr: expect.stringContaining('no recipe "send-edit"') });
}, 60_000);
