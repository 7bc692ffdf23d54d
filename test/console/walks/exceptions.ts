import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";
import { WORKED_MS } from "../support/limits.ts";

/** The shop sells it; the warehouse does not know it. */
const NEW_SKU = "NEW-LIM-SCA";

export function exceptions(world: () => World): void {
  test("an unknown SKU becomes work for a person: taken, the parcel stopped, tried again, and resolved with a note", async () => {
    const page = await world().signedIn();
    await page.goto("/exceptions?owner=merchandising");
    await page.getByRole("link", { name: "#2110", exact: true }).waitFor();
    const { control } = world();
    const order = await control<{ readonly id: string; readonly name: string }>("/shopify/orders", {
      lines: [{ sku: "OXF-SHI-NAV-M", quantity: 1 }],
    });
    await control(`/shopify/orders/${order.id}/edit`, { changes: [{ add: { sku: NEW_SKU, quantity: 1 } }] });
    await page.getByRole("button", { name: /^Show \d+ new/ }).click({ timeout: WORKED_MS });
    await page.getByRole("link", { name: order.name, exact: true }).first().click();
    const shown = page.getByRole("complementary");
    await shown.getByRole("row", { name: new RegExp(`${NEW_SKU}.*1 0`) }).waitFor();

    await page.keyboard.press("t");
    await page.getByText(`${order.name}: It is yours now.`).waitFor();
    await shown.getByText("Taken by Administrator").first().waitFor();

    await shown.getByRole("button", { name: "Stop the parcel" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Stop the parcel" }).click();
    await page.getByText(new RegExp(`^${order.name}: .*stopped`)).waitFor();

    await shown.getByRole("button", { name: "Retry" }).click();
    await dialog.getByRole("button", { name: "Retry" }).click();
    await page
      .getByText(/looks at the order again/)
      .first()
      .waitFor();
    await shown.getByText(/times in all/).waitFor({ timeout: WORKED_MS });

    await page.keyboard.press("r");
    const resolve = dialog.getByRole("button", { name: "Resolve" });
    expect(await resolve.isDisabled()).toBe(true);
    await dialog.getByLabel("Note").fill("The scarf was left out; the customer knows.");
    await resolve.click();
    await shown.getByText("Resolved by Administrator").first().waitFor();
    await shown
      .getByRole("list", { name: "History" })
      .getByText("The scarf was left out; the customer knows.")
      .waitFor();
    await page.getByRole("button", { name: "Undo" }).last().click();
    await shown.getByRole("button", { name: "Resolve" }).waitFor();
  });

  test("the queue is worked by keys: several are noted at once with a result each, one is snoozed and woken again", async () => {
    const page = await world().signedIn();
    await page.goto("/exceptions?owner=warehouse");
    await page.getByRole("link", { name: "#2105", exact: true }).waitFor();
    await page.getByRole("checkbox", { name: /^Select #2117/ }).click();
    for (const key of ["j", "j", "x", "n"]) await page.keyboard.press(key);
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await page.locator("[data-row-key]:focus-within").filter({ hasText: "#2105" }).waitFor();
    await page.keyboard.press("n");
    await dialog.getByLabel("Note").fill("Asked the floor.");
    await dialog.getByRole("button", { name: "Note" }).click();
    await page.getByRole("dialog", { name: "2 of 2 done" }).getByRole("button", { name: "Close" }).last().click();
    await dialog.waitFor({ state: "hidden" });

    await page.getByRole("link", { name: "#2105", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/exceptions?owner=warehouse&show=*2105*");
    await page.keyboard.press("s");
    await dialog.getByRole("button", { name: "1 hour" }).click();
    await dialog.getByRole("button", { name: "Snooze" }).click();
    await page.getByRole("complementary").getByText("Snoozed").first().waitFor();
    await page
      .getByRole("table", { name: "Exceptions" })
      .getByRole("row", { name: /#2105/ })
      .waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Undo" }).last().click();
    await page.getByRole("table", { name: "Exceptions" }).getByRole("row", { name: /#2105/ }).waitFor();
  });

  test("on a phone an exception has a page of its own, and taking what somebody else has asks first", async () => {
    const page = await world().signedIn({ width: 360 });
    await page.goto("/exceptions?owner=customer-service");
    await page.getByRole("link", { name: "#2111", exact: true }).click();
    await page.waitForURL("**/exceptions/*2111*");
    await page.getByRole("heading", { name: "The order changed after the parcel had left", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Take", exact: true }).click();
    await page.getByRole("dialog", { name: "Take over: #2111" }).getByRole("button", { name: "Take over" }).click();
    await page.getByText("Taken by Administrator").first().waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Taken by Priya Nair").first().waitFor();
  });
}
