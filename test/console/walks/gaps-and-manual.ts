import { readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";
import { WORKED_MS } from "../support/limits.ts";

export function gapsAndManual(world: () => World): void {
  test("while nobody has compared, the page of gaps says so instead of that all agrees, and leads to the recipe", async () => {
    const page = await world().signedIn();
    await page.goto("/gaps");
    await page.getByText("Nothing has been compared yet").waitFor();
    expect(await page.getByText("Shop and warehouse agree", { exact: true }).count()).toBe(0);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "90 days as CSV" }).click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
    await page.getByRole("link", { name: "Open the recipe" }).first().click();
    await page.waitForURL("**/recipes/watch-sync-gaps");
    await page.getByRole("heading", { level: 1 }).waitFor();
  });

  test("what the sweep and the catalogue's audit found is listed, leads on, and can be downloaded", async () => {
    const page = await world().signedIn();
    await world().lookAtBothSides();
    await page.goto("/gaps");
    const gap = page.getByRole("table", { name: "Gaps" }).getByRole("row").filter({ hasText: "#1001" });
    await gap.getByText("TotalSale is 10.00 GBP in Peoplevox, 75.00 GBP in Shopify").waitFor({ timeout: WORKED_MS });
    const csv = page.waitForEvent("download");
    await page.getByRole("link", { name: "Findings as CSV" }).click();
    expect(await readFile(await (await csv).path(), "utf8")).toMatch(/^Finding,/);
    await gap.getByRole("link").click();
    await page.getByRole("heading", { name: "The order's values differ between Shopify and Peoplevox" }).waitFor();
  });

  test("a word is found in the manual, and its section opened", async () => {
    const page = await world().signedIn();
    await page.goto("/manual");
    await page.getByRole("searchbox", { name: "Search the manual" }).fill("StopShip");
    await page.waitForURL("**/manual?find=StopShip");
    await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
    await page.waitForURL(/\/manual\/[a-z-]+(#.+)?$/);
    await page.getByText("StopShip").first().waitFor();
  });

  test("a page that the manual lacks says so", async () => {
    const page = await world().signedIn();
    await page.goto("/manual/no-such-page");
    await page.getByRole("heading", { name: "Manual", level: 1 }).waitFor();
    await page.getByRole("alert").getByText("no-such-page").waitFor();
  });
}
