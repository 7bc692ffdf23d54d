import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";

export function live(world: () => World): void {
  test("runs that begin while a list is read wait for a press, so that nothing moves under the pointer", async () => {
    const page = await world().signedIn();
    await page.goto("/runs");
    const first = page.getByRole("table", { name: "Runs" }).getByRole("row").nth(1);
    await first.waitFor();
    const before = await first.innerText();
    await page.route(/\/api\/v1\/runs(\?|$)/, async (route) => {
      const answer = (await (await route.fetch()).json()) as { readonly items: readonly Record<string, unknown>[] };
      const [newest = {}] = answer.items;
      const begun = { ...newest, id: 61, order: { key: "demo|1061", name: "#1061", id: "1", shop: null } };
      await route.fulfill({ json: { ...answer, items: [begun, ...answer.items] } });
    });
    world().tell({ what: "runs", ids: [61] });
    const show = page.getByRole("button", { name: "Show 1 new" });
    await show.waitFor();
    expect(await first.innerText()).toBe(before);
    await show.click();
    await page.getByRole("link", { name: "#1061" }).waitFor();
  });

  test("live updates can be paused, and say so", async () => {
    const page = await world().signedIn();
    await page.goto("/runs");
    await page.getByRole("button", { name: "Live updates: Live. Pause" }).click();
    await page.getByRole("button", { name: "Live updates: Paused. Go on" }).click();
    await page.getByRole("button", { name: "Live updates: Live. Pause" }).waitFor();
  });
}
