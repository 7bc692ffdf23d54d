import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";

export function signIn(world: () => World): void {
  test("a one-time link signs in by a press, leaves the address at once, and leads to where the person wanted to go", async () => {
    const page = await world().page();
    await page.goto(`/sign-in?to=%2Fruns%3Fstatus%3Dfailed${world().signInLink().replace("/sign-in", "")}`);
    const button = page.getByRole("button", { name: "Sign in with this link" });
    await button.waitFor();
    expect(page.url()).not.toContain("#");
    await button.click();
    await page.getByRole("heading", { name: "Runs", level: 1 }).waitFor();
    expect(new URL(page.url()).search).toBe("?status=failed");
  });

  test("a page that needs a session asks to sign in and then shows what was asked for", async () => {
    const page = await world().page();
    await page.goto(world().signInLink());
    await page.getByRole("button", { name: "Sign in with this link" }).click();
    await page.getByRole("button", { name: "Ada Lorne" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to LastEdit" }).waitFor();
    await page.goto("/runs?order=1052");
    await page.waitForURL("**/sign-in?to=**");
    await page.getByLabel("E-mail").fill("ada@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill("a long enough one");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("row", { name: /#1052/ }).waitFor();
    expect(page.url()).toBe(`${world().url}/runs?order=1052`);
  });
}
