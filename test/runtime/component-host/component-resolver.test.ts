import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { moduleCatalogue } from "../../../runtime/component-host/index.ts";
import { parsePackageSpecifier } from "../../../runtime/component-host/package-specifier.ts";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "resolver-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

/** Loads a component file in a process of its own, runs it, and gives what it returned or why it could not. */
async function runFile(file: string): Promise<unknown> {
  const script = `
    const { runAction } = await import(${JSON.stringify(resolve("runtime/component-host/index.ts"))});
    const { loadComponentFile } = await import(${JSON.stringify(resolve("runtime/component-host/catalogue.ts"))});
    try {
      const component = await loadComponentFile(${JSON.stringify(join(folder, file))});
      const { returnValue } = await runAction({ component, props: {}, steps: {}, context: {}, dataStore: () => null });
      console.log(JSON.stringify(returnValue));
    } catch (error) {
      console.log(JSON.stringify({ problem: error.message }));
    }
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  return JSON.parse(stdout) as unknown;
}

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

test("trap 8: an import may carry a version, with a range, a scope or a path", async () => {
  await write(
    "versioned.mjs",
    `import lodash from "lodash@4.18.1";
     import { parse } from "csv-parse@^7.0.0/sync";
     import { ConfigurationError } from "@pipedream/platform@1.6.8";
     import { readFileSync } from "node:fs";
     export default { type: "action", key: "a", run: () =>
       [lodash.upperFirst("ab"), parse("1,2"), new ConfigurationError("x").name, typeof readFileSync] };`,
  );
  expect(await runFile("versioned.mjs")).toEqual(["Ab", [["1", "2"]], "ConfigurationError", "function"]);
});

test("trap 9: a CommonJS component is loaded, and its require gets the same platform module", async () => {
  await write(
    "common.cjs",
    `const { axios, DEFAULT_POLLING_SOURCE_TIMER_INTERVAL } = require("@pipedream/platform");
     module.exports = { type: "action", key: "a", run() { return [typeof axios.create, DEFAULT_POLLING_SOURCE_TIMER_INTERVAL]; } };`,
  );
  expect(await runFile("common.cjs")).toEqual(["function", 900]);
});

test("trap 13: a package that is not installed is named", async () => {
  await write(
    "undeclared.mjs",
    `import x from "rss-parser-not-there@1.0.0"; export default { type: "action", run: () => x };`,
  );
  expect(await runFile("undeclared.mjs")).toEqual({
    problem: expect.stringContaining(
      "undeclared.mjs could not be loaded as a component: Cannot find package 'rss-parser-not-there'",
    ),
  });
});

test("trap 14: other copies of the platform package are never used, whoever imports it", async () => {
  await write("node_modules/@pipedream/platform/package.json", '{ "name": "@pipedream/platform", "main": "index.js" }');
  await write("node_modules/@pipedream/platform/index.js", "module.exports = { axios: 'the other copy' };");
  await write("node_modules/@pipedream/gitlab/package.json", '{ "name": "@pipedream/gitlab", "type": "module" }');
  await write("node_modules/@pipedream/gitlab/app.mjs", 'export { axios } from "@pipedream/platform";');
  await write(
    "copies.mjs",
    `import { axios } from "@pipedream/platform";
     import { axios as second } from "@pipedream/gitlab/app.mjs";
     export default { type: "action", key: "a", run: () => [typeof axios, axios === second] };`,
  );
  expect(await runFile("copies.mjs")).toEqual(["function", true]);
});

test("a file whose default export is no object is not a component", async () => {
  await write("none.mjs", "export const x = 1;");
  expect(await runFile("none.mjs")).toEqual({ problem: expect.stringContaining("its default export is undefined") });
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
