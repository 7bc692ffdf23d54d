import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";

const FOCUSED = "document.activeElement?.textContent ?? ''";

export function keyboard(world: () => World): void {
  test("an order is found, its run opened and the list reached again without a mouse", async () => {
    const page = await world().signedIn();
    await page.goto("/runs");
    await page.getByRole("heading", { name: "Runs" }).waitFor();
    await page.keyboard.press("/");
    await page.getByRole("combobox", { name: "Order number" }).fill("2004");
    await page.getByRole("option", { name: /#2004/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /#2004/ }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.waitForURL("**/runs");
    const first = page.locator("[data-row-link]").first();
    await first.waitFor();
    await page.keyboard.press("j");
    expect(await page.evaluate(FOCUSED)).toBe(await first.innerText());
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/runs\/\d+$/);
  });

  test("the first stop of the Tab key skips to the page, and ? lists the keys", async () => {
    const page = await world().signedIn();
    await page.goto("/runs");
    await page.getByRole("heading", { name: "Runs" }).waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(FOCUSED)).toBe("Skip to the page");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement?.id")).toBe("main");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard" }).getByText("Find an order", { exact: true }).waitFor();
  });
}
