import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";

export function runs(world: () => World): void {
  test("filters stand in the address, hold over a reload, and are cleared by one press", async () => {
    const page = await world().signedIn();
    await page.goto("/runs");
    await page.getByLabel("State").selectOption("Failed");
    await page.waitForURL("**/runs?status=failed");
    await page.reload();
    expect(await page.getByLabel("State").inputValue()).toBe("failed");
    const rows = page.getByRole("table", { name: "Runs" }).getByRole("row");
    await rows.nth(1).waitFor();
    for (const text of (await rows.allInnerTexts()).slice(1)) expect(text).toContain("Failed");
    await page.getByRole("button", { name: "Clear" }).click();
    await page.waitForURL("**/runs");
  });

  test("a list goes on where it ended when more is asked for", async () => {
    const page = await world().signedIn();
    await page.goto("/runs");
    await page.getByText("25+ runs").waitFor();
    await page.getByRole("button", { name: "Load more" }).click();
    await page.getByText("50+ runs").waitFor();
    await page.getByRole("link", { name: "#1011", exact: true }).waitFor();
  });

  test("a run shows its decision and why, and folds what it read; texts of an order stay texts", async () => {
    const page = await world().signedIn();
    await page.goto("/runs/58");
    await page.getByRole("heading", { name: "#1058, run 58" }).waitFor();
    await page.getByRole("heading", { name: "Replaced" }).waitFor();
    await page.getByText("The warehouse has not started.").first().waitFor();
    await page.getByRole("region", { name: "What started it" }).getByText("Event", { exact: true }).click();
    await page.getByText("<img src=x onerror=alert(1)>").waitFor();
    expect(await page.locator("img").count()).toBe(0);
  });

  test("a run that is not there says so and what that may mean", async () => {
    const page = await world().signedIn();
    await page.goto("/runs/999");
    await page.getByRole("alert").getByText("It may have been removed").waitFor();
    await page.getByRole("button", { name: "Try again" }).waitFor();
  });
}
