import { expect, test } from "@jest/globals";
import { WIDTHS } from "../support/widths.ts";
import type { World } from "../support/world.ts";

export function signIn(world: () => World): void {
  test.each(WIDTHS)(
    "at $width px a one-time link signs in by a press, leaves the address at once, and leads to where the person wanted to go",
    async (look) => {
      const page = await world().page(look);
      await page.goto("/runs?status=failed");
      await page.waitForURL("**/sign-in?to=**");
      await page.getByText("administrator for a one-time link").waitFor();
      await page.goto("/sign-in?to=%2Fruns%3Fstatus%3Dfailed" + (await world().signInLink()).replace("/sign-in", ""));
      const button = page.getByRole("button", { name: "Sign in with this link" });
      await button.waitFor();
      expect(page.url()).not.toContain("#");
      await button.click();
      await page.getByRole("heading", { name: "Runs", level: 1 }).waitFor();
      expect(new URL(page.url()).search).toBe("?status=failed");
    },
  );

  test("a link that was used says so and how to get another; signing out ends the session", async () => {
    const page = await world().page();
    const link = await world().signInLink();
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in with this link" }).click();
    await page.getByRole("button", { name: "Administrator" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to LastEdit" }).waitFor();
    await page.goto("/runs/1");
    await page.waitForURL("**/sign-in?to=%2Fruns%2F1");
    await page.goto(`/sign-in?again=1${link.replace("/sign-in", "")}`);
    await page.getByRole("button", { name: "Sign in with this link" }).click();
    await page.getByText("A link works once and for a short time.").waitFor();
  });
}
