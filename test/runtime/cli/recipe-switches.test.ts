import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ChildProcess } from "node:child_process";
import { end, lastedit, openCliWorld } from "./cli-world.ts";
import type { CliWorld, Outcome } from "./cli-world.ts";

const NAME = "send-order-edit-to-warehouse";

const OWN = `recipe: our-recipe
title: Ours
triggers: [{ uses: shopify-order-edited }]
connections: { shopify: shop }
steps:
  - namespace: order
    uses: shopify-get-current-order
    if: steps.trigger.event.wanted
    props: { orderId: "{{steps.trigger.event.orderId}}" }
`;

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

async function until(condition: () => Promise<boolean>): Promise<void> {
  // Each look starts a process or two, and what is waited for takes seconds.
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 500));
}

test("a switch set while LastEdit runs counts within seconds, also for its webhooks, and is kept", async () => {
  const first = await world.start();
  expect(await offReason(NAME)).toBe(null);

  // A version of the merchant's own comes into force in the process that runs, and goes again.
  const event = path.join(world.home, "event.json");
  await writeFile(event, JSON.stringify({ orderId: "1", orderName: "#1", shop: "demo", wanted: false }));
  const own = path.join(world.home, "recipes", NAME, "recipe.yaml");
  await run("recipe", "customise", NAME);
  await writeFile(own, OWN.replace("our-recipe", NAME).replace("shopify-get-current-order", "no-such"));
  expect(await run("recipe", "reload")).toMatchObject({ code: 1, stdout: expect.stringContaining('is "no-such"') });
  await writeFile(own, OWN.replace("our-recipe", NAME));
  expect((await run("recipe", "reload")).stdout).toBe("All recipes are right. They count within seconds.\n");
  // While the process changes over from one version to the other, it may say so instead.
  const statusNow = async (): Promise<unknown> => {
    const { stdout: told, stderr } = await run("run", NAME, "--event", event, "--json");
    return told === "" ? stderr : (JSON.parse(told) as { run: { status: string } }).run.status;
  };
  await until(async () => (await statusNow()) === "succeeded");
  expect((await run("recipe", "restore", NAME)).stdout).toContain(`${NAME} is as shipped within seconds.`);
  await until(async () => (await statusNow()) === "failed");

  const { code, stdout } = await run("recipe", "disable", NAME, "--json");
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    { recipe: NAME, enabled: false, off: expect.stringContaining("It was switched off.") },
  ]);
  await until(async () => !(await run("recipe")).stdout.includes("once it has followed"));
  expect((await run("recipe")).stdout).toMatch(new RegExp(`^${NAME} +off `, "m"));

  // The same process is steered and looked at by the other commands.
  const paused = await run("pause", "connection", "shop", "--because", "Stocktake", "--until", "2h", "--by", "ada");
  expect([paused.code, paused.stdout]).toEqual([0, expect.stringContaining("Paused connection shop until ")]);
  expect(await run("pause", "connection", "shoo")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no connection "shoo". There is shop, warehouse.'),
  });
  const health = (await run("health")).stdout;
  expect(health).toMatch(/Paused:\n {2}connection shop since .* until .* by ada: Stocktake/);
  expect(health).toMatch(/warehouse +answers/);
  expect(health).toMatch(/ start +0\.1\.0 +0 runs/);
  expect((await run("resume", "connection", "shop")).stdout).toBe("Resumed connection shop.\n");
  expect(await run("resume", "connection", "shop")).toMatchObject({ code: 1 });
  expect((await run("stop-everything", "--because", "Wrong prices")).code).toBe(0);
  expect((await run("resume-everything")).stdout).toBe("Everything goes on.\n");
  expect((await run("cancel", "--order", "#1")).stdout).toContain("has no unfinished run");
  await stop(first);

  await writeFile(event, "{}");
  const refused = await run("run", NAME, "--event", event);
  expect([refused.code, refused.stderr]).toEqual([
    1,
    expect.stringContaining(`The recipe "${NAME}" does not run here. It was switched off.`),
  ]);
  expect(await run("recipe", "enable", NAME)).toMatchObject({
    code: 0,
    stdout: `Switched ${NAME} on. Whatever runs follows within seconds, else from the next start on.\n`,
  });
  expect(await offReason(NAME)).toBe(null);
  expect(await run("recipe", "enable", "no-such")).toMatchObject({ code: 1, stderr: expect.stringContaining(NAME) });
}, 120_000);

test("a recipe of the merchant's own runs once it is switched on, beside those that the configuration names", async () => {
  const folder = path.join(world.home, "recipes", "our-recipe");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "recipe.yaml"), OWN);
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
