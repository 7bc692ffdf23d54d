import { expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { World } from "../support/world.ts";
import { WORKED_MS } from "../support/limits.ts";

const DELETED = `recipe: to-be-deleted
title: To be deleted
triggers: [{ uses: lastedit-schedule, props: { cron: "0 5 1 1 *" } }]
connections: { peoplevox: warehouse }
steps:
  - namespace: status
    uses: peoplevox-check-sales-order-status
    props: { salesOrderNumber: "#1" }
`;

export function recipes(world: () => World): void {
  test("a recipe is built from an empty canvas by the list alone, and its text is the same document", async () => {
    const page = await world().signedIn({ width: 360 });
    await page.goto("/recipes");
    await page.getByRole("button", { name: "New recipe" }).click();
    await page.getByLabel("What it does").fill("Built by hand");
    await page.getByRole("button", { name: "Begin the draft" }).click();
    await page.getByRole("heading", { name: "Built by hand", level: 1 }).waitFor();
    await page.getByText("nothing starts it yet", { exact: false }).first().waitFor();
    await add(page, "Add a trigger", "order edited", "New Order Edited");
    await add(page, "Add a step", "current order", "Get Current Order");
    const triggers = page.getByRole("list", { name: "Triggers" }).getByRole("listitem");
    expect(await triggers.count()).toBe(1);
    await page.getByRole("tab", { name: "Text" }).click();
    const text = page.getByRole("textbox", { name: "Text of the recipe, YAML" });
    await text.waitFor();
    expect(await text.inputValue()).toContain("uses: shopify-get-current-order");
    expect(await text.inputValue()).toContain("shopify: shop");
  });

  test("a dry run against an example shows the exact requests and says that nothing was sent", async () => {
    const page = await world().signedIn();
    await page.goto("/recipes/send-order-edit-to-warehouse?view=try");
    await page.getByRole("combobox", { name: "Event" }).click();
    await page.getByRole("option", { name: /^A line added after checkout/ }).click();
    await page.getByRole("button", { name: "Try it" }).click();
    const requests = page.getByRole("list", { name: "Requests that would be sent" });
    await requests.waitFor({ timeout: WORKED_MS });
    expect(await requests.innerText()).toContain("SaveData");
    await page.getByText("Nothing was sent").waitFor();
  });

  test("a recipe that was deleted is found on demand and brought back", async () => {
    const page = await world().signedIn();
    await page.goto("/recipes");
    await published(page, DELETED);
    await page.goto("/recipes/to-be-deleted");
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Delete the recipe" }).click();
    const sure = page.getByRole("dialog", { name: "Delete the recipe?" });
    await sure.getByText("under Deleted recipes", { exact: false }).waitFor();
    await sure.getByRole("button", { name: "Delete", exact: true }).click();
    await page.waitForURL("**/recipes");
    await page.getByText("Deleted recipes", { exact: true }).click();
    await page.getByRole("button", { name: "Bring to-be-deleted back" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Bring it back" }).click();
    await page.getByRole("heading", { name: "To be deleted", level: 1 }).waitFor();
  });

  test("a draft under a new name is tried over the past orders of another recipe, as they stand now", async () => {
    const page = await world().signedIn();
    await page.goto("/recipes/to-be-deleted?view=try");
    await page.getByRole("link", { name: "Try it on many past orders" }).click();
    await page.getByText("reads both systems as they are today", { exact: false }).waitFor();
    expect(await page.getByLabel("Recipe", { exact: true }).inputValue()).toBe("to-be-deleted");
    await page.getByLabel("With the runs of").selectOption("send-order-edit-to-warehouse");
    await page.getByLabel("At most").fill("2");
    const asked = page.waitForRequest("**/api/v1/time-travel");
    await page.getByRole("button", { name: "Try it on past orders" }).click();
    expect((await asked).postDataJSON()).toMatchObject({
      recipe: "to-be-deleted",
      choose: { filter: { recipe: "send-order-edit-to-warehouse" }, most: 2 },
    });
    await page.waitForURL(/\/replays\/\d+$/);
  });

  test("a change that another person was faster with is not saved over theirs, and is not lost", async () => {
    const [mine, theirs] = [await world().signedIn(), await world().signedIn()];
    for (const page of [mine, theirs]) await page.goto("/recipes/watch-sync-gaps?view=yaml");
    // Else a run that ends between the two would show theirs here before anything is typed.
    await mine.getByRole("button", { name: "Live updates: Live. Pause" }).click();
    await type(theirs, "# theirs\n");
    await theirs.getByText("Draft saved", { exact: false }).waitFor();
    await type(mine, "# mine\n");
    await mine.getByRole("alert").getByText("has changed this recipe meanwhile", { exact: false }).waitFor();
    expect(await textOf(mine).inputValue()).toContain("# mine");
    await mine.getByRole("button", { name: "Let mine go" }).click();
    await mine.getByRole("button", { name: "Let mine go" }).waitFor({ state: "detached" });
    expect(await textOf(mine).inputValue()).toContain("# theirs");
    expect(await textOf(mine).inputValue()).not.toContain("# mine");
  });
}

async function add(page: Page, what: string, search: string, name: string): Promise<void> {
  await page.getByRole("button", { name: what, exact: true }).click();
  const catalogue = page.getByRole("dialog", { name: /^What (starts|should)/ });
  await catalogue.getByRole("textbox", { name: "Search the catalogue" }).fill(search);
  await catalogue.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await page.getByRole("heading", { name: new RegExp(`^${name}`), level: 2 }).waitFor();
  await page.getByRole("button", { name: "Close what is selected" }).click();
}

function textOf(page: Page) {
  return page.getByRole("textbox", { name: "Text of the recipe, YAML" });
}

async function type(page: Page, line: string): Promise<void> {
  await textOf(page).waitFor();
  await textOf(page).press("Control+Home");
  await textOf(page).pressSequentially(line);
  await textOf(page).blur();
}

/** By the API that the console itself uses; how it is done by hand is another walk. */
async function published(page: Page, yaml: string): Promise<void> {
  const statuses = await page.evaluate(async (text) => {
    const { csrf } = (await (await fetch("/api/v1/session")).json()) as { csrf: string };
    const post = async (path: string, body: unknown): Promise<number> => {
      const headers = { "content-type": "application/json", "x-csrf-token": csrf };
      return (await fetch(`/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) })).status;
    };
    return [
      await post("/recipes/import", { yaml: text, replaceDraft: true }),
      await post("/recipes/to-be-deleted/publish", { note: "" }),
    ];
  }, yaml);
  expect(statuses).toEqual([200, 200]);
}
