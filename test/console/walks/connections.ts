import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";

const WRONG = "not-the-password-4711";

export function connections(world: () => World): void {
  test("a wrong password is told before anything is saved, with what to do, and is shown nowhere again", async () => {
    const page = await world().signedIn();
    await page.goto("/connections");
    const warehouse = page.getByRole("region", { name: "warehouse", exact: true });
    const address = await warehouse.getByText("integrationservicev4.asmx").innerText();
    await page.getByRole("button", { name: "Add a connection" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a connection" });
    await dialog.getByLabel("Kind").selectOption("Peoplevox");
    await dialog.getByLabel("Name", { exact: false }).first().fill("warehouse-two");
    await dialog.getByLabel("Address").fill(address);
    await dialog.getByLabel("Client id").fill("acme1234");
    await dialog.getByLabel("User name").fill("api");
    await dialog.getByRole("textbox", { name: /^Password/ }).fill(WRONG);
    const answer = page.waitForResponse("**/api/v1/connections/check");
    await dialog.getByRole("button", { name: "Check" }).click();
    expect(await (await answer).text()).not.toContain(WRONG);
    await dialog.getByText(/^It does not work yet/).waitFor();
    await dialog
      .getByText(/password/i)
      .nth(1)
      .waitFor();
    expect(await dialog.innerText()).not.toContain(WRONG);
    await dialog.getByRole("button", { name: "Back" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(await page.getByRole("region", { name: "warehouse-two" }).count()).toBe(0);
  });

  test("an account of any app is added by its values, which are shown nowhere again", async () => {
    const page = await world().signedIn();
    await page.goto("/connections");
    await page.getByRole("button", { name: "Add a connection" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a connection" });
    await dialog.getByLabel("Kind").selectOption("Account of a Pipedream app");
    await dialog.getByLabel("Name", { exact: false }).first().fill("team-chat");
    await dialog.getByLabel("App", { exact: false }).first().fill("slack");
    await dialog.getByRole("textbox", { name: /^Value/ }).fill(WRONG);
    await dialog.getByRole("button", { name: "Check" }).click();
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
    const account = page.getByRole("region", { name: "team-chat" });
    await account.getByText("Account of slack").waitFor();
    await account.getByText("Set, not shown").waitFor();
    expect(await page.content()).not.toContain(WRONG);
    await account.getByRole("button", { name: "Remove" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Remove/ })
      .click();
    await account.waitFor({ state: "hidden" });
  });

  test("a connection that works says so, and its secrets stay hidden", async () => {
    const page = await world().signedIn({ width: 360, scheme: "dark" });
    await page.goto("/connections");
    const warehouse = page.getByRole("region", { name: "warehouse", exact: true });
    await warehouse.getByRole("button", { name: "Check now" }).click();
    await warehouse.getByText(/^It works/).waitFor();
    await warehouse.getByText("Set, not shown").first().waitFor();
  });
}
