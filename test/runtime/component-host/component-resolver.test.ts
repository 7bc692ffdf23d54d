import { expect, test } from "@jest/globals";
import { moduleCatalogue } from "../../../runtime/component-host/index.ts";
import { parsePackageSpecifier } from "../../../runtime/component-host/package-specifier.ts";
import { componentFiles } from "./component-fixtures.ts";

test.each<[string, ReturnType<typeof parsePackageSpecifier>]>([
  ["lodash", { name: "lodash", version: null, subpath: "" }],
  ["lodash@4.18.1", { name: "lodash", version: "4.18.1", subpath: "" }],
  ["axios@~0.20.0", { name: "axios", version: "~0.20.0", subpath: "" }],
  ["lodash.get@^4.4.2", { name: "lodash.get", version: "^4.4.2", subpath: "" }],
  ["csv-parse/sync", { name: "csv-parse", version: null, subpath: "/sync" }],
  ["csv-parse@7.0.3/sync", { name: "csv-parse", version: "7.0.3", subpath: "/sync" }],
  ["@pipedream/platform@3.4.0", { name: "@pipedream/platform", version: "3.4.0", subpath: "" }],
  ["@scope/pkg/deep/file.js", { name: "@scope/pkg", version: null, subpath: "/deep/file.js" }],
  ["./local.ts", null],
  ["/absolute.ts", null],
  ["#internal", null],
  ["node:fs", null],
  ["file:///x.mjs", null],
  ["https://example.com/x.mjs", null],
])("takes the import %s apart", (specifier, expected) => {
  expect(parsePackageSpecifier(specifier)).toEqual(expected);
});

test("a file whose default export is no object is not a component", async () => {
  const files = await componentFiles();
  await files.write("none.mjs", "export const x = 1;");
  expect(await files.run("none.mjs")).toMatchObject({
    problem: expect.stringContaining("its default export is undefined"),
  });
  await files.remove();
});

test("a catalogue of modules finds by key and version, and says what there is otherwise", async () => {
  const component = { type: "action" as const, key: "shopify-get-order", version: "0.0.1", run: () => 1 };
  const catalogue = moduleCatalogue([component]);
  expect(await catalogue.load("shopify-get-order")).toBe(component);
  expect(await catalogue.load("shopify-get-order@0.0.1")).toBe(component);
  expect(await catalogue.list()).toMatchObject([{ key: "shopify-get-order", type: "action", version: "0.0.1" }]);
  await expect(catalogue.load("slack-send")).rejects.toThrow("There are: shopify-get-order.");
  await expect(catalogue.load("shopify-get-order@2.0.0")).rejects.toThrow("version 2.0.0 is asked for");
});
