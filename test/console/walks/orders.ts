import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";

export function orders(world: () => World): void {
  test("an order is found by the beginning of its number, and its page tells both sides of its life", async () => {
    const page = await world().signedIn();
    await page.goto("/orders");
    await page.getByLabel("Order", { exact: true }).fill("211");
    await page.waitForURL("**/orders?text=211");
    await page.getByText("10 orders").waitFor();
    await page.getByRole("link", { name: "#2117", exact: true }).click();
    await page.getByRole("heading", { name: "#2117", level: 1 }).waitFor();
    await page.getByRole("list", { name: "In Shopify" }).getByText("The order was placed").waitFor();
    await page.getByRole("list", { name: "In Peoplevox" }).getByText("Sales Order 2117 is Partially picked").waitFor();
    await page.getByRole("region", { name: "Sales Orders" }).getByText("Stopped", { exact: true }).waitFor();
    expect(await page.getByText("To be sent", { exact: true }).count()).toBe(0);
    await page.getByRole("link", { name: "The order changed after picking had begun" }).click();
    await page.getByRole("heading", { name: "The order changed after picking had begun", level: 1 }).waitFor();
  });

  test("both sides are read and compared when somebody asks, values for finance included", async () => {
    const page = await world().signedIn();
    await page.goto("/orders?text=1001");
    await page.getByRole("link", { name: "#1001", exact: true }).click();
    await page.getByText("Compare now to read both sides again.").waitFor();
    await page.getByRole("button", { name: "Compare now" }).click();
    await page.getByText(/^Both sides were read/).waitFor();
    await page.getByRole("heading", { name: "Both sides agree" }).waitFor();
    const values = page.getByRole("region", { name: /^Values/ });
    expect(await values.innerText()).toMatch(
      /Order total\s*£75\.00[^]*Refunded\s*£0\.00[^]*Still to invoice\s*£25\.00[^]*Partially paid/,
    );
  });

  test("an order that LastEdit has not worked on says so", async () => {
    const page = await world().signedIn();
    await page.goto("/orders/nobody.myshopify.com:99");
    await page.getByRole("alert").getByText("It may have been removed").waitFor();
  });
}
