import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";

export function today(world: () => World): void {
  test("each figure of the day leads to what it counts, with the filter in the address", async () => {
    const page = await world().signedIn();
    await page.goto("/");
    const blocked = page.getByRole("link", { name: /^Blocked/ });
    await blocked.waitFor();
    const spare = page.getByRole("region", { name: "Connections" }).getByRole("listitem").filter({ hasText: "spare" });
    expect(await spare.innerText()).toContain("Not used yet");
    const counted = Number(/\d+/.exec(await blocked.innerText())?.[0]);
    expect(counted).toBeGreaterThan(40);
    await page
      .getByRole("region", { name: "Requests and queue" })
      .getByRole("link", { name: "warehouse", exact: true })
      .click();
    await page.waitForURL("**/connections/warehouse");
    await page.goBack();
    await page.getByRole("region", { name: "Connections" }).getByRole("link", { name: "shop", exact: true }).click();
    await page.waitForURL("**/connections");
    await page.goBack();
    await blocked.click();
    await page.waitForURL("**/runs?from=*&became=blocked");
    const rows = page.getByRole("table", { name: "Runs" }).getByRole("row");
    await rows.nth(1).waitFor();
    for (const text of (await rows.allInnerTexts()).slice(1)) expect(text).toMatch(/Failed|Parcel stopped|Held/);
    await page.goBack();
    await page.getByRole("link", { name: "Warehouse", exact: true }).click();
    await page.waitForURL("**/exceptions?owner=warehouse");
    await page.getByRole("link", { name: "#2117", exact: true }).waitFor();
  });

  test("the chart’s hours are a table too, whose figures lead to their runs", async () => {
    const page = await world().signedIn({ width: 360 });
    await page.goto("/");
    await page.getByText("The same as a table").click();
    const table = page.getByRole("region", { name: "Edits by hour, as a table" });
    await table.getByRole("link").first().click();
    await page.waitForURL(/\/runs\?from=.+&to=.+&became=/);
    await page.getByRole("table", { name: "Runs" }).getByRole("row").nth(1).waitFor();
  });
}
