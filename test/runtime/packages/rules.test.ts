import { expect, test } from "@jest/globals";
import { parsePackageSpecifier } from "../../../runtime/component-host/package-specifier.ts";
import { toBeAccepted } from "../../../runtime/packages/consent.ts";
import { importedSpecifiers } from "../../../runtime/packages/import-scan.ts";
import { licenceOf, PIPEDREAM_LICENCE } from "../../../runtime/packages/licence.ts";
import { npmEnvironment } from "../../../runtime/packages/npm-client.ts";
import { pinnedName } from "../../../runtime/packages/pinned-import.ts";
import { wantedPackage } from "../../../runtime/packages/undeclared-imports.ts";

test("reads every import, export and require of a fixed text, once", () => {
  const source = `#!/usr/bin/env node
    import a, { b } from "a"; import "side-effect"; export * from "all"; export { c } from "named";
    const d = await import("dynamic"); const e = require("required"); const again = require("a");
    const computed = await import(d + "x"); const text = 'import no from "in-a-text"'; // import no from "in-a-comment"`;
  expect(importedSpecifiers(source)).toEqual(["a", "side-effect", "all", "named", "dynamic", "required"]);
});

test("reads CommonJS that no ES module could be", () => {
  expect(importedSpecifiers('with (Math) {} const x = require("old"); return x;')).toEqual(["old"]);
});

test("says that a file is no JavaScript", () => {
  expect(() => importedSpecifiers("export default {")).toThrow("Unexpected token");
});

test.each([
  ["got@13.0.0", "pinned.got.13.0.0"],
  ["axios@~0.20.0", "pinned.axios.tilde0.20.0"],
  ["@a/b@^1.2.0/deep", "pinned.a.b.caret1.2.0"],
  ["lodash", null],
])("the import %s is installed as %s", (specifier, expected) => {
  const wanted = parsePackageSpecifier(specifier);
  expect(wanted === null ? "no package" : pinnedName(wanted)).toBe(expected);
});

test.each([
  "fs",
  "node:fs",
  "./local.mjs",
  "#internal",
  "https://x.example/y.mjs",
  "@pipedream/platform",
  "@pipedream/platform@1.6.8",
])("%s needs no install", (specifier) => {
  expect(wantedPackage(specifier)).toBeNull();
});

test.each<[string, unknown, string, string | null, boolean]>([
  ["lodash", "MIT", "", "MIT", true],
  ["x", { type: "ISC" }, "", "ISC", true],
  ["x", [{ type: "Apache-2.0" }], "", "Apache-2.0", true],
  ["x", "(MIT OR GPL-3.0)", "", "(MIT OR GPL-3.0)", true],
  ["x", "MIT AND CC-BY-NC-4.0", "", "MIT AND CC-BY-NC-4.0", false],
  ["x", "GPL-3.0", "", "GPL-3.0", false],
  ["x", undefined, "", null, false],
  ["x", undefined, "The MIT License\n…", "MIT", true],
  ["@pipedream/slack", undefined, "", PIPEDREAM_LICENCE, false],
  ["@pipedream/types", "MIT", "Pipedream Source Available License Version 1.0", PIPEDREAM_LICENCE, false],
])("%s with licence %j and the text %j: %s, open: %s", (name, named, text, expected, open) => {
  expect(licenceOf(name, named, text)).toMatchObject({ name: expected, open });
});

test("a licence that is not open comes with a sentence for the person who decides", () => {
  expect(licenceOf("@pipedream/slack", undefined).warning).toContain("not for any commercial purpose");
  expect(licenceOf("x", undefined).warning).toContain("names no licence");
});

test("a licence is accepted for a package, in every version, and asked again when the licence changed", () => {
  const slack = { name: "@pipedream/slack", version: "2.0.0", licence: licenceOf("@pipedream/slack", undefined) };
  const gpl = { name: "x", version: "1.0.0", licence: licenceOf("x", "GPL-3.0") };
  const unnamed = { name: "y", version: "1.0.0", licence: licenceOf("y", undefined) };
  const open = { name: "z", version: "1.0.0", licence: licenceOf("z", "MIT") };
  const accepted = { package: "@pipedream/slack", version: "1.0.0", licence: PIPEDREAM_LICENCE, by: "ada", at: "" };
  expect(toBeAccepted([slack, gpl, unnamed, open], [accepted])).toEqual([gpl, unnamed]);
  expect(toBeAccepted([slack, gpl], [{ ...accepted, licence: "MIT" }])).toEqual([slack, gpl]);
  expect(toBeAccepted([slack, gpl, unnamed], [], ["GPL-3.0", null])).toEqual([slack, unnamed]);
});

test("npm gets where programs are and how to reach the registry, and nothing that may be secret", () => {
  const env = {
    PATH: "/bin",
    HOME: "/home/ada",
    HTTPS_PROXY: "http://proxy",
    npm_config_registry: "http://here",
    npm_config_local_prefix: "/project",
    DATABASE_URL: "postgres://secret",
    LASTEDIT_KEY: "secret",
    SHOPIFY_TOKEN: "secret",
    NODE_OPTIONS: "--require=./x.js",
  };
  const { PATH, ...kept } = npmEnvironment(env);
  expect(kept).toEqual({ HOME: "/home/ada", HTTPS_PROXY: "http://proxy", npm_config_registry: "http://here" });
  expect(PATH).toMatch(/[;:]\/bin$/);
});
