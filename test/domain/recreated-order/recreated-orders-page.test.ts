import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { format } from "prettier";
import { recreatedOrdersPage } from "./recreated-orders-page.ts";

test("the rules are printed in the manual as they stand in the code", async () => {
  const page = new URL("../../../docs/recreated-orders.md", import.meta.url);
  const printed = await format(recreatedOrdersPage(), { parser: "markdown" });
  if (process.env["UPDATE_DOCS"] !== undefined) writeFileSync(page, printed);
  expect(readFileSync(page, "utf8")).toBe(printed);
});
