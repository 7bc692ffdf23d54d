import { expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { World } from "../support/world.ts";
import { WORKED_MS } from "../support/limits.ts";

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
