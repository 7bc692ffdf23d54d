import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";

const FOCUSED = "document.activeElement?.textContent ?? ''";

export function keyboard(world: () => World): void {
  test("an order is found, its run opened and the list reached again without a mouse", async () => {
    const page = await world().signedIn();
    await page.goto("/runs");
    await page.getByRole("heading", { name: "Runs" }).waitFor();
    await page.keyboard.press("/");
    await page.getByRole("combobox", { name: "Order number" }).fill("1052");
    await page.getByRole("option", { name: /#1052/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/runs?order=%231052");
    await page.getByRole("row", { name: /#1052/ }).waitFor();
    expect(await page.getByRole("table", { name: "Runs" }).getByRole("row").count()).toBe(2);
    await page.keyboard.press("j");
    expect(await page.evaluate(FOCUSED)).toBe("#1052");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "#1052, run 52" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.waitForURL("**/runs");
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
