import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";

export function replaysAndSettings(world: () => World): void {
  test("a retry lists what was edited in the event before it runs, then leads to the new run", async () => {
    const page = await world().signedIn();
    await page.goto("/runs/7");
    await page.getByRole("button", { name: "Run again" }).click();
    await page.getByLabel("Begin with").selectOption({ label: "The first step: run the whole recipe" });
    await page.getByRole("button", { name: "Edit the event" }).click();
    const event = page.getByRole("textbox", { name: "Event", exact: true });
    await event.fill((await event.inputValue()).replace("{", '{"note":"from the test",'));
    const edits = page.getByRole("list", { name: "What you edited" });
    expect(await edits.innerText()).toContain("from the test");
    await page.getByRole("dialog").getByRole("button", { name: "Run again" }).click();
    await page.getByRole("link", { name: "Run 7", exact: true }).waitFor();
  });

  test("a bulk replay is shown before it runs, and tells what came of each run", async () => {
    const page = await world().signedIn();
    await page.goto("/replays/new?order=2005");
    await page.getByRole("textbox", { name: "Why" }).fill("After the outage");
    await page.getByRole("table", { name: "What would happen" }).getByText("Already right").first().waitFor();
    const started = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/replays"));
    await page.getByRole("button", { name: "Replay 1 run" }).click();
    expect((await started).postDataJSON()).toMatchObject({ choose: { ids: [8] } });
    await page.getByText("1 of 1 done").waitFor();
    await page.getByRole("table", { name: "Runs of this replay" }).getByRole("link", { name: "#2005" }).waitFor();
  });

  test("while everything is stopped, every page says by whom and why until somebody resumes", async () => {
    const page = await world().signedIn();
    await page.goto("/settings");
    await page.getByRole("button", { name: "Stop everything" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Why").fill("The warehouse counts its stock");
    await dialog.getByRole("button", { name: "Stop everything" }).click();
    const banner = page.getByRole("region", { name: "Everything is stopped" });
    await banner.waitFor();
    await page.goto("/runs");
    await banner.getByText("The warehouse counts its stock").waitFor();
    await banner.getByRole("button", { name: "Resume" }).click();
    await banner.waitFor({ state: "detached" });
  });

  test("a new user gets a link that is shown once", async () => {
    const page = await world().signedIn();
    await page.goto("/users");
    await page.getByRole("button", { name: "Add a user" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Anna");
    await page.getByRole("dialog").getByLabel("E-mail").fill("anna@example.com");
    await page.getByRole("button", { name: "Add the user" }).click();
    await page.getByRole("button", { name: "Make a link" }).click();
    const link = page.getByRole("textbox", { name: "Link" });
    expect(await link.inputValue()).toContain("/sign-in#");
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await page.getByRole("button", { name: "Link for Anna" }).waitFor();
    expect(await link.count()).toBe(0);
  });

  test("a profile that the configuration file holds can be read, and offers no saving", async () => {
    const page = await world().signedIn();
    await page.goto("/connections");
    const warehouse = page.getByRole("region", { name: "warehouse", exact: true });
    await warehouse.getByRole("link", { name: "Tenant profile and mappings" }).click();
    await page.getByText("is written in the configuration file").waitFor();
    expect(await page.getByRole("textbox", { name: "Time zone" }).isDisabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Save the profile" }).count()).toBe(0);
  });
}
