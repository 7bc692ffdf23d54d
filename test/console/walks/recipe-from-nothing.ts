import { expect, test } from "@jest/globals";
import type { Locator, Page } from "playwright-core";
import type { World } from "../support/world.ts";
import { WORKED_MS } from "../support/limits.ts";

const NAME = "edits-from-an-empty-canvas";

/** What `send-order-edit-to-warehouse` consists of, as a consultant builds it. */
const STEPS: readonly {
  readonly search: string;
  readonly name: string;
  readonly props?: Readonly<Record<string, string>>;
  readonly onlyIf?: string;
}[] = [
  { search: "current order", name: "Get Current Order", props: { Order: "{{steps.trigger.event.orderId}}" } },
  {
    search: "sales order status",
    name: "Check Sales Order Status",
    props: { Order: "{{steps.get_current_order.$return_value}}" },
  },
  { search: "validate skus", name: "Validate SKUs" },
  {
    search: "plan sales order",
    name: "Plan Sales Order Update",
    props: { "Sales Orders": "{{steps.check_sales_order_status.$return_value.salesOrders}}" },
  },
  { search: "update sales order", name: "Update Sales Order" },
  {
    search: "raise exception",
    name: "Raise Exception",
    props: { "Exception or Exceptions": "{{steps.update_sales_order.$return_value.exception}}" },
    onlyIf: "{{steps.update_sales_order.$return_value.exception}}",
  },
  {
    search: "close healed",
    name: "Close Healed Exceptions",
    props: {
      Shop: "{{steps.get_current_order.$return_value.shop}}",
      "Order Name": "{{steps.get_current_order.$return_value.name}}",
      Because: "{{steps.update_sales_order.$return_value.because}}",
      Except: "{{steps.update_sales_order.$return_value.stillOpen}}",
    },
    onlyIf: "{{steps.update_sales_order.$return_value.inSync}}",
  },
];

export function recipeFromNothing(world: () => World): void {
  test("a recipe is built from an empty canvas, tried on a past event, published, and seen to run", async () => {
    const page = await world().signedIn();
    await page.goto("/recipes");
    await page.getByRole("button", { name: "New recipe" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What it does").fill("Edits from an empty canvas");
    expect(await dialog.getByLabel("Name", { exact: true }).inputValue()).toBe(NAME);
    await dialog.getByRole("button", { name: "Begin the draft" }).click();
    await page.waitForURL(`**/recipes/${NAME}`);

    await page.getByText("List", { exact: true }).click();
    await pick(page, "Add a trigger", "order edited", "New Order Edited");
    await page.getByText(/^More settings/).click();
    await saved(page, () => fill(page.getByLabel("Settle window (seconds)"), "1"));
    await saved(page, () => fill(page.getByRole("textbox", { name: /: seconds$/ }), "1"));
    for (const { search, name, props = {}, onlyIf } of STEPS) {
      await pick(page, "Add a step", search, name);
      const panel = page.getByRole("region", { name: "What is selected" });
      await panel.getByRole("heading", { name }).waitFor();
      for (const [label, text] of Object.entries(props)) await setExpression(page, panel, label, text);
      if (onlyIf !== undefined) await saved(page, () => fill(panel.getByRole("textbox", { name: "Only if" }), onlyIf));
    }
    expect(await page.getByRole("list", { name: "Steps" }).getByRole("listitem").count()).toBe(STEPS.length);
    expect(await page.getByText(/keeps? it from running/).count()).toBe(0);

    await page.getByRole("tab", { name: "Try it" }).click();
    const event = page.getByRole("combobox", { name: "Event" });
    await event.fill("#1001");
    await page
      .getByRole("option", { name: /^#1001, run/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Try it" }).click();
    await page.getByText("Nothing was sent").waitFor({ timeout: WORKED_MS });
    expect(await page.getByRole("main").innerText()).not.toContain("It would fail");

    await page.getByRole("button", { name: "Publish" }).click();
    await dialog.getByLabel("Note").fill("Built by hand.");
    await dialog.getByRole("button", { name: "Publish" }).click();
    await page.getByText(/^Published\./).waitFor();
    await turn(page, "Switch on");

    const { control } = world();
    const order = await control<{ readonly id: string; readonly name: string }>("/shopify/orders", {
      lines: [{ sku: "OXF-SHI-NAV-M", quantity: 1 }],
    });
    await control(`/shopify/orders/${order.id}/edit`, { changes: [{ add: { sku: "OXF-SHI-NAV-L", quantity: 1 } }] });
    await page.goto(`/runs?recipe=${NAME}`);
    const link = page.getByRole("link", { name: order.name, exact: true }).first();
    const show = page.getByRole("button", { name: /^Show \d+ new/ });
    await show.or(link).first().waitFor({ timeout: WORKED_MS });
    if (await show.isVisible()) await show.click();
    await link.click();
    await page.getByText("update_sales_order").first().waitFor({ timeout: WORKED_MS });

    await page.goto(`/recipes/${NAME}`);
    await turn(page, "Switch off");
  });
}

async function pick(page: Page, button: string, search: string, name: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Search the catalogue" }).fill(search);
  await saved(page, () =>
    dialog
      .getByRole("button", { name: new RegExp(`^${name}`) })
      .first()
      .click(),
  );
}

async function setExpression(page: Page, panel: Locator, label: string, text: string): Promise<void> {
  const field = panel.getByRole("textbox", { name: label });
  const change = panel.getByRole("button", { name: `Take ${label} from an earlier step` });
  const more = panel.getByText(/^More settings/);
  if (!(await field.or(change).first().isVisible()) && (await more.isVisible())) await more.click();
  await field.or(change).first().waitFor();
  if (await change.isVisible()) await change.click();
  await saved(page, () => fill(field.first(), text));
}

async function fill(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press("Tab");
}

/** Does something and waits until the draft has it. */
async function saved(page: Page, work: () => Promise<void>): Promise<void> {
  const answer = page.waitForResponse((response) => {
    const { pathname } = new URL(response.url());
    return pathname.endsWith("/draft") && response.request().method() === "PUT";
  });
  await work();
  expect((await answer).status()).toBe(200);
}

async function turn(page: Page, act: "Switch on" | "Switch off"): Promise<void> {
  await page.getByRole("button", { name: "More", exact: true }).click();
  const item = page.getByRole("menuitem", { name: act });
  const other = page.getByRole("menuitem", { name: act === "Switch on" ? "Switch off" : "Switch on" });
  await item.or(other).waitFor();
  if (!(await item.isVisible())) return page.keyboard.press("Escape");
  await item.click();
  await page.getByText(act === "Switch on" ? "Switched on." : /^Switched off\./).waitFor();
}
