import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ChildProcess } from "node:child_process";
import { end, lastedit, openCliWorld } from "./cli-world.ts";
import type { CliWorld, Outcome } from "./cli-world.ts";

const NAME = "send-order-edit-to-warehouse";

let world: CliWorld;

beforeAll(async () => {
  world = await openCliWorld();
}, 60_000);

afterAll(() => world.close());

const run = (...args: string[]): Promise<Outcome> => lastedit(args, world.env);

async function offReason(name: string): Promise<string | null | undefined> {
  const views = JSON.parse((await run("recipe", "list", "--json")).stdout) as { name: string; off: string | null }[];
  return views.find((view) => view.name === name)?.off;
}

async function stop(child: ChildProcess): Promise<void> {
  expect(await end(child, "SIGTERM")).toBe(0);
}

test("a switch set while LastEdit runs is kept, and the next start respects it", async () => {
  const first = await world.start();
  expect(await offReason(NAME)).toBe(null);
  const { code, stdout } = await run("recipe", "disable", NAME, "--json");
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    { recipe: NAME, enabled: false, off: expect.stringContaining("It was switched off."), restartNeeded: true },
  ]);
  expect((await run("recipe")).stdout).toMatch(new RegExp(`^${NAME} +off after a restart `, "m"));
  await stop(first);

  const event = path.join(world.home, "event.json");
  await writeFile(event, "{}");
  const refused = await run("run", NAME, "--event", event);
  expect([refused.code, refused.stderr]).toEqual([
    1,
    expect.stringContaining(`The recipe "${NAME}" does not run here. It was switched off.`),
  ]);
  expect(await run("recipe", "enable", NAME)).toMatchObject({
    code: 0,
    stdout: `Switched ${NAME} on. It counts from the next start on.\n`,
  });
  expect(await offReason(NAME)).toBe(null);
  expect(await run("recipe", "enable", "no-such")).toMatchObject({ code: 1, stderr: expect.stringContaining(NAME) });
}, 120_000);

test("a recipe of the merchant's own runs once it is switched on, beside those that the configuration names", async () => {
  const folder = path.join(world.home, "recipes", "our-recipe");
  await mkdir(folder, { recursive: true });
  const text = `recipe: our-recipe
title: Ours
triggers: [{ uses: shopify-order-edited }]
connections: { shopify: shop }
steps:
  - namespace: order
    uses: shopify-get-current-order
    if: steps.trigger.event.wanted
    props: { orderId: "{{steps.trigger.event.orderId}}" }
`;
  await writeFile(path.join(folder, "recipe.yaml"), text);
  expect(await offReason("our-recipe")).toContain("The configuration names other recipes.");
  await run("recipe", "enable", "our-recipe");

  const event = path.join(world.home, "event.json");
  await writeFile(event, JSON.stringify({ orderId: "1", orderName: "#1", shop: "demo", wanted: false }));
  const { code, stdout } = await run("run", "our-recipe", "--event", event, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    run: { recipe: "our-recipe", status: "succeeded" },
    steps: [{ namespace: "order", status: "skipped" }],
  });
  const shown = await run("recipe", "show", "our-recipe");
  expect(shown.stdout).toContain(`version: your own, ${path.join(folder, "recipe.yaml")}`);
  expect(shown.stdout).toContain(
    "order        shopify-get-current-order  (Get Current Order, if steps.trigger.event.wanted)",
  );
}, 120_000);
