import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";
import { STILL, watchShifts } from "../support/layout-shift.ts";
import { WORKED_MS } from "../support/limits.ts";

/** A desk and a phone, each with an edit of its own to the same order. */
const LOOKS = [
  { width: 1440, change: { add: { sku: "OXF-SHI-NAV-L", quantity: 1 } } },
  { width: 360, change: { set: { sku: "OXF-SHI-NAV-M", quantity: 1 } } },
] as const;

export function live(world: () => World): void {
  test.each(LOOKS)(
    "at $width px an edit arrives and is applied while the list is read: it waits for a press, so that nothing moves under the pointer",
    async ({ width, change }) => {
      const page = await world().signedIn({ width });
      await page.goto("/runs");
      const first = page.getByRole("table", { name: "Runs" }).getByRole("row").nth(1);
      await first.waitFor();
      const before = await first.innerText();
      const today = await world().signedIn({ width });
      await today.goto("/");
      const edits = today.getByRole("link", { name: /^Edits in/ });
      const counted = await edits.innerText();
      await today.getByRole("img", { name: /^Bars of each hour/ }).waitFor();
      const shifts = [await watchShifts(page), await watchShifts(today)];
      const { control, waiting: order } = world();
      await control(`/shopify/orders/${order.id}/edit`, { changes: [change] });
      const show = page.getByRole("button", { name: /^Show \d+ new/ });
      await show.waitFor({ timeout: WORKED_MS });
      expect(await first.innerText()).toBe(before);
      await edits.filter({ hasNotText: counted }).waitFor({ timeout: WORKED_MS });
      for (const shifted of shifts) expect(await shifted()).toBeLessThan(STILL);
      await show.click();
      await page.getByRole("link", { name: order.name, exact: true }).first().click();
      await page.getByRole("heading", { name: "Steps" }).waitFor();
      await page
        .getByText(`Sales Order ${order.name.slice(1)} brought to the final version`)
        .first()
        .waitFor({ timeout: WORKED_MS });
    },
  );

  test("live updates can be paused, and say so", async () => {
    const page = await world().signedIn();
    await page.goto("/runs");
    await page.getByRole("button", { name: "Live updates: Live. Pause" }).click();
    await page.getByRole("button", { name: "Live updates: Paused. Go on" }).click();
    await page.getByRole("button", { name: "Live updates: Live. Pause" }).waitFor();
  });
}
