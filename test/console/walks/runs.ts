import { expect, test } from "@jest/globals";
import { WIDTHS } from "../support/widths.ts";
import type { World } from "../support/world.ts";

export function runs(world: () => World): void {
  test.each(WIDTHS)("at $width px a run is found by its order's number", async (look) => {
    const page = await world().signedIn(look);
    await page.goto("/runs");
    await page.getByRole("textbox", { name: "Order", exact: true }).fill("2042");
    await page.waitForURL("**/runs?order=2042");
    await page.getByText("1 run", { exact: true }).waitFor();
    await page.getByRole("link", { name: "#2042", exact: true }).click();
    await page.getByRole("heading", { name: /^#2042, run \d+/ }).waitFor();
  });

  test("filters stand in the address, hold over a reload, and are cleared by one press", async () => {
    const page = await world().signedIn();
    await page.goto("/runs");
    await page.getByLabel("State").selectOption("Failed");
    await page.waitForURL("**/runs?status=failed");
    await page.reload();
    const rows = page.getByRole("table", { name: "Runs" }).getByRole("row");
    await rows.nth(1).waitFor();
    expect(await page.getByLabel("State").inputValue()).toBe("failed");
    for (const text of (await rows.allInnerTexts()).slice(1)) expect(text).toContain("Failed");
    await page.getByRole("button", { name: "Clear" }).click();
    await page.waitForURL("**/runs");
  });

  test("a list goes on where it ended when more is asked for", async () => {
    const page = await world().signedIn();
    await page.goto("/runs?recipe=send-order-edit-to-warehouse");
    await page.getByText("50+ runs").waitFor();
    await page.getByRole("button", { name: "Load more" }).click();
    await page.getByText("100+ runs").waitFor();
    await page.getByRole("button", { name: "Load more" }).click();
    await page.getByRole("link", { name: "#2000", exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Load more" }).count()).toBe(0);
  });

  test("a run shows its decision and why, and folds what it read", async () => {
    const page = await world().signedIn();
    await page.goto("/runs/1");
    await page.getByRole("heading", { name: "#1001, run 1" }).waitFor();
    await page.getByRole("heading", { name: "Applied" }).waitFor();
    await page.getByText("The warehouse has not started.").first().waitFor();
    await page.getByRole("region", { name: "Steps" }).getByText("Result", { exact: true }).first().click();
    await page.getByRole("button", { name: /^Copy Result of/ }).waitFor();
    await page.goto("/runs?order=2117");
    await page.getByRole("link", { name: "#2117", exact: true }).first().click();
    await page
      .getByRole("region", { name: "About this run" })
      .getByRole("link", { name: "The order changed after picking had begun" })
      .click();
    await page.getByRole("heading", { name: "The order changed after picking had begun", level: 1 }).waitFor();
  });

  test("a run that is not there says so and what that may mean", async () => {
    const page = await world().signedIn();
    await page.goto("/runs/99999");
    await page.getByRole("alert").getByText("It may have been removed").waitFor();
    await page.getByRole("button", { name: "Try again" }).waitFor();
  });
}
