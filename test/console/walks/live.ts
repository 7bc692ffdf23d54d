import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";

const APPLIED_MS = 25_000;

export function live(world: () => World): void {
  test("an edit arrives and is applied while the list is read: it waits for a press, so that nothing moves under the pointer", async () => {
    const page = await world().signedIn();
    await page.goto("/runs");
    const first = page.getByRole("table", { name: "Runs" }).getByRole("row").nth(1);
    await first.waitFor();
    const before = await first.innerText();
    const { control, waiting: order } = world();
    await control(`/shopify/orders/${order.id}/edit`, { changes: [{ add: { sku: "OXF-SHI-NAV-L", quantity: 1 } }] });
    const show = page.getByRole("button", { name: "Show 1 new" });
    await show.waitFor({ timeout: APPLIED_MS });
    expect(await first.innerText()).toBe(before);
    await show.click();
    await page.getByRole("link", { name: order.name, exact: true }).click();
    await page.getByRole("heading", { name: "Steps" }).waitFor();
    await page
      .getByText(`Sales Order ${order.name.slice(1)} brought to the final version`)
      .first()
      .waitFor({ timeout: APPLIED_MS });
    expect(await page.locator("img").count()).toBe(0);
  });

  test("live updates can be paused, and say so", async () => {
    const page = await world().signedIn();
    await page.goto("/runs");
    await page.getByRole("button", { name: "Live updates: Live. Pause" }).click();
    await page.getByRole("button", { name: "Live updates: Paused. Go on" }).click();
    await page.getByRole("button", { name: "Live updates: Live. Pause" }).waitFor();
  });
}
