import { expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { signedInAs } from "../support/signed-in-as.ts";
import type { World } from "../support/world.ts";

/** Longer where other work goes on beside. */
const MIRA = { name: "Mira Merchant", email: "mira@example.com", role: "editor" } as const;
const NAME = "send-order-edit-to-warehouse";

export function recipeByMerchant(world: () => World): void {
  test("an editor changes one setting, sees the difference in words before it counts, publishes it, and rolls it back", async () => {
    const page = await signedInAs(world(), MIRA);
    await page.goto(`/recipes/${NAME}?step=trigger:0`);
    for (const seconds of [90, 120]) {
      await setWindow(page, seconds);
      await page.getByRole("button", { name: "Publish" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("list", { name: "Changes in words" }).getByText(String(seconds)).waitFor();
      await dialog.getByLabel("Note").fill(`Wait ${seconds} seconds.`);
      await dialog.getByRole("button", { name: "Publish" }).click();
      await dialog.waitFor({ state: "hidden" });
    }
    await page.getByRole("tab", { name: "Versions" }).click();
    const before = page.getByRole("row", { name: /Wait 90 seconds\./ });
    await before.getByRole("button", { name: /^Roll back/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog
      .getByRole("group", { name: "Changes line by line" })
      .getByText(/settleSeconds: 90/)
      .waitFor();
    await dialog.getByRole("button", { name: /^Roll back/ }).click();
    await page.getByText(/^Version \d+ runs again\./).waitFor();
    await page.goto(`/recipes/${NAME}?step=trigger:0`);
    expect(await page.getByLabel("Settle window (seconds)").inputValue()).toBe("90");

    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Go back to the shipped one" }).click();
    await dialog.getByRole("button", { name: "Go back" }).click();
    await page.getByText("The shipped recipe runs again.").waitFor();
  });
}

async function setWindow(page: Page, seconds: number): Promise<void> {
  const saved = page.waitForResponse(
    (response) => response.url().endsWith(`/recipes/${NAME}/draft`) && response.request().method() === "PUT",
  );
  await page.getByLabel("Settle window (seconds)").fill(String(seconds));
  await page.keyboard.press("Tab");
  expect((await saved).status()).toBe(200);
}
