import { readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import type { Page } from "playwright-core";
import { HOSTILE_PERSON, HOSTILE_PRODUCT } from "../support/hostile.ts";
import { signedInAs } from "../support/signed-in-as.ts";
import type { World } from "../support/world.ts";
import { WORKED_MS } from "../support/limits.ts";

/** Elements that a stranger's text would have become. */
const BECAME_ELEMENTS = "document.querySelectorAll('#root img, #root script, [onerror]').length";

export function hostileTexts(world: () => World): void {
  test("what strangers write is text wherever it is shown, and no formula in a download", async () => {
    const { control, hostile } = world();
    const page = await signedInAs(world(), HOSTILE_PERSON);
    await page.goto("/exceptions");
    await page.getByRole("link", { name: "#2110", exact: true }).waitFor();
    const sku = HOSTILE_PRODUCT.variants[0]?.sku;
    const change = { changes: [{ add: { sku, quantity: 1 } }], staffNote: HOSTILE_PRODUCT.title };
    await control(`/shopify/orders/${hostile.id}/edit`, change);
    await page.getByRole("button", { name: /^Show \d+ new/ }).click({ timeout: WORKED_MS });
    await page.getByRole("link", { name: hostile.name, exact: true }).click();
    const shown = page.getByRole("complementary");
    await shown.getByText(HOSTILE_PRODUCT.title).first().waitFor();
    await page.keyboard.press("t");
    await shown.getByText(`Taken by ${HOSTILE_PERSON.name}`).first().waitFor();
    const exception = new URL(page.url()).searchParams.get("show") ?? "";

    const { request } = page.context();
    const key = `lastedit-demo.myshopify.com:${hostile.id}`;
    const found = await request.get(`/api/v1/runs?order=${encodeURIComponent(hostile.name)}`);
    const { items } = (await found.json()) as { readonly items: readonly { readonly id: number }[] };
    const admin = await world().signedIn();
    const places: readonly (readonly [Page, string, string])[] = [
      [page, `/exceptions/${encodeURIComponent(exception)}`, HOSTILE_PRODUCT.title],
      [page, "/exceptions", hostile.name],
      [page, `/runs/${items[0]?.id}`, hostile.name],
      [page, "/runs", hostile.name],
      [page, `/orders/${encodeURIComponent(key)}`, hostile.name],
      [page, `/orders?text=${encodeURIComponent(hostile.name)}`, hostile.name],
      [admin, "/users", HOSTILE_PERSON.name],
      [admin, "/audit", HOSTILE_PERSON.name],
    ];
    for (const [on, path, text] of places) {
      await on.goto(path);
      await on.getByText(text).first().waitFor();
      expect([path, await on.evaluate(BECAME_ELEMENTS)]).toEqual([path, 0]);
    }
    for (const [path, label] of [
      ["/audit", /CSV/],
      ["/gaps", /^Gaps as CSV/],
    ] as const) {
      await admin.goto(path);
      const download = admin.waitForEvent("download");
      await admin.getByRole("link", { name: label }).first().click();
      const text = await readFile(await (await download).path(), "utf8");
      const cells = parse(text, { bom: true }).flat();
      expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      if (path === "/audit") expect(cells).toContain(`'${HOSTILE_PERSON.name}`);
    }
  });
}
