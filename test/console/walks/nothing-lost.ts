import { expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { World } from "../support/world.ts";

export function nothingLost(world: () => World): void {
  test("what was typed stays while nobody answers, when the session ends, and until a person says to leave", async () => {
    const page = await signedInByLink(world());
    const context = page.context();
    await page.goto("/settings");
    const name = page.getByLabel("Name", { exact: true });
    const save = page.getByRole("button", { name: "Save", exact: true });
    await name.fill("Typed by hand");
    await page.getByLabel("Keep ended runs").fill("");
    await save.click();
    await page.getByText("expected a number", { exact: true }).waitFor();
    await page.getByLabel("Keep ended runs").fill("90");

    await context.setOffline(true);
    await save.click();
    await page.getByRole("alert").getByText("LastEdit does not answer.").waitFor();
    await context.setOffline(false);

    const cookies = await context.cookies();
    await context.clearCookies();
    await save.click();
    const over = page.getByRole("dialog", { name: "Your session is over" });
    await over.waitFor();
    await context.addCookies(cookies);
    await over.getByRole("button", { name: "I have signed in in another tab" }).click();
    await over.waitFor({ state: "detached" });

    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Runs" }).click();
    await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Back" }).click();
    expect([await name.inputValue(), new URL(page.url()).pathname]).toEqual(["Typed by hand", "/settings"]);
  });

  test("of two people who save at once the second is told, and chooses whose stays", async () => {
    const page = await signedInByLink(world());
    await page.goto("/settings");
    const name = page.getByLabel("Name", { exact: true });
    const kept = page.getByLabel("Keep closed exceptions");
    const before = await kept.inputValue();
    await name.fill("Mine");
    await setSettings(page, { name: "Theirs", keepExceptionsDays: 77 });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Somebody else has changed this meanwhile").waitFor();
    expect([await name.inputValue(), await kept.inputValue()]).toEqual(["Mine", before]);
    await page.getByRole("button", { name: "Keep mine, to save over theirs" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("The settings are saved.").waitFor();
    expect([await name.inputValue(), await kept.inputValue()]).toEqual(["Mine", "77 days"]);
    await setSettings(page, { name: "LastEdit", keepExceptionsDays: Number.parseInt(before, 10) });
  });
}

/** A session of its own, which may end without those of other walks. */
async function signedInByLink(world: World): Promise<Page> {
  const page = await world.page();
  await page.goto(await world.signInLink());
  await page.getByRole("button", { name: "Sign in with this link" }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  return page;
}

/** As another tab, or another person, would do it meanwhile. */
async function setSettings(page: Page, data: object): Promise<void> {
  const { request } = page.context();
  const { csrf } = (await (await request.get("/api/v1/session")).json()) as { readonly csrf: string };
  const answer = await request.put("/api/v1/settings", { headers: { "x-csrf-token": csrf }, data });
  expect(answer.status()).toBe(200);
}
