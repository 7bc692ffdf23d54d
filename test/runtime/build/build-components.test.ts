import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { BuildError, buildComponents } from "../../../runtime/build/build-components.ts";

let root = "";

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "build-"));
  await symlink(resolve("node_modules"), join(root, "node_modules"));
  await write("package.json", '{ "type": "module" }');
});

afterAll(() => rm(root, { recursive: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

const ACTION = "actions/demo/greet-customer/greet-customer.ts";

const action = (more = "", key = "demo-greet-customer", version = "0.0.1"): string => `
import { createHash } from "crypto";
import { axios, ConfigurationError } from "@pipedream/platform";
import lodash from "lodash";
import { parse } from "csv-parse/sync";
import type { Greeting } from "./greeting.ts";
import { greet } from "./greeting.ts";

export const helper = 1;

export default {
  type: "action",
  key: "${key}",
  name: "Greet Customer",
  description: "Says hello.",
  version: "${version}",
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
  props: { customer: { type: "string", label: "Customer", description: "Who", secret: true }, ${more} },
  async run({ $ }: { $: { export(name: string, value: unknown): void } }) {
    if (!axios.create || !ConfigurationError) throw new Error("no platform");
    const greeting: Greeting = greet(lodash.upperFirst(this.customer), parse("a,b")[0][1]);
    $.export("$summary", greeting.text);
    return createHash("sha256").update(greeting.text).digest("hex");
  },
};
`;

const greeting = `
export interface Greeting { readonly text: string }
export function greet(name: string, end: string): Greeting { return { text: \`Hello \${name}\${end}\` }; }
`;

const source = `
import testEvent from "./test-event.ts";
export default {
  key: "demo-customer-came",
  name: "New Customer Came (Instant)",
  description: "Emit new event when a customer came.",
  version: "0.0.1",
  dedupe: "unique",
  props: { http: { type: "$.interface.http", customResponse: true }, db: "$.service.db" },
  sampleEmit: testEvent,
  run() { this.http.respond({ status: 200 }); },
};
`;

async function writeProject(): Promise<void> {
  await write(ACTION, action());
  await write("actions/demo/greet-customer/greeting.ts", greeting);
  await write("actions/demo/common/common.js", "");
  await write("sources/demo/customer-came/customer-came.ts", source);
  await write("sources/demo/customer-came/test-event.ts", "export default { name: 'Ann' };");
}

const built = (file: string): Promise<string> => readFile(join(root, "dist/components", file), "utf8");

async function problemsOf(): Promise<string> {
  try {
    await buildComponents({ root });
  } catch (error) {
    expect(error).toBeInstanceOf(BuildError);
    return (error as Error).message;
  }
  throw new Error("expected the build to fail");
}

test("builds one file for each component, with a manifest, and only when something has changed", async () => {
  await writeProject();
  const outDir = join(root, "dist/components");
  expect(await buildComponents({ root })).toEqual({ outDir, built: true, components: 2 });
  const { components } = JSON.parse(await built("manifest.json")) as { components: Record<string, unknown>[] };
  expect(components).toMatchObject([
    {
      key: "demo-customer-came",
      type: "source",
      version: "0.0.1",
      file: "source/demo-customer-came.mjs",
      sampleEmit: { name: "Ann" },
      props: [{ name: "http" }, { name: "db", type: "$.service.db" }],
    },
    {
      key: "demo-greet-customer",
      type: "action",
      name: "Greet Customer",
      annotations: { readOnlyHint: true },
      props: [{ name: "customer", label: "Customer", secret: true, optional: false }],
    },
  ]);

  const started = performance.now();
  expect(await buildComponents({ root })).toMatchObject({ built: false });
  expect(performance.now() - started).toBeLessThan(1_000);

  await write("actions/demo/greet-customer/greeting.ts", greeting.replace("Hello", "Good morning"));
  expect(await buildComponents({ root })).toMatchObject({ built: true });
  expect(await built("action/demo-greet-customer.mjs")).toContain("Good morning");

  await rm(join(root, "sources"), { recursive: true });
  expect(await buildComponents({ root })).toMatchObject({ built: true, components: 1 });
  await expect(built("source/demo-customer-came.mjs")).rejects.toThrow("ENOENT");
});

test("the output is what Pipedream publishes: pinned imports, our code inside, a plain default export", async () => {
  await writeProject();
  await buildComponents({ root });
  const code = await built("action/demo-greet-customer.mjs");
  const imports = [...code.matchAll(/^import .* from "([^"]+)"/gm)].map((match) => match[1]).sort();
  expect(imports).toEqual([
    expect.stringMatching(/^@pipedream\/platform@\d+\.\d+\.\d+$/),
    expect.stringMatching(/^lodash@\d+\.\d+\.\d+$/),
    "node:crypto",
  ]);
  // A part of a package is bundled: Pipedream takes no version with a path.
  expect(code).toContain("node_modules/csv-parse");
  expect(code).toContain("function greet(");
  expect(code).toMatch(/\nexport default \{\n {2}type: "action",\n {2}key: "demo-greet-customer",/);
  expect(code.match(/^export /gm)).toHaveLength(1);
  expect(code).not.toContain("interface Greeting");
});

test("a built component runs in a process of its own, with our platform module and versioned imports", async () => {
  await writeProject();
  await buildComponents({ root });
  const script = `
    const { builtCatalogue, runAction } = await import(${JSON.stringify(resolve("runtime/component-host/index.ts"))});
    const catalogue = builtCatalogue(${JSON.stringify(join(root, "dist/components"))});
    const component = await catalogue.load("demo-greet-customer@0.0.1");
    const result = await runAction({ component, props: { customer: "ann" }, steps: {}, context: {}, dataStore: null });
    const problems = await Promise.all([catalogue.load("demo-greet-people"), catalogue.load("demo-greet-customer@9.9.9")]
      .map((work) => work.catch((error) => error.message)));
    console.log(JSON.stringify([result.summary, problems, (await catalogue.list()).length]));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  expect(JSON.parse(stdout)).toEqual([
    "Hello Annb",
    [
      'There is no component "demo-greet-people". Did you mean demo-greet-customer?',
      'Component "demo-greet-customer" is here in version 0.0.1; version 9.9.9 is asked for.',
    ],
    2,
  ]);
});

test.each<[string, string, string]>([
  [
    "a key that is not its system and folder",
    action("", "demo-greet"),
    'key is "demo-greet"; expected "demo-greet-customer"',
  ],
  ["a version that is none", action("", "demo-greet-customer", "1.0"), 'version is "1.0"; expected three numbers'],
  ["an action without annotations", action().replace(/annotations: .*\n/, ""), "annotations must state"],
  ["the wrong type", action().replace('type: "action"', 'type: "source"'), 'type is "source"; expected "action"'],
  ["no description", action().replace("Says hello.", ""), "description is missing"],
  ["a default export that is made by a call", "export default Object.freeze({ key: 'x' });", "must be a plain object"],
  ["no default export", "export const x = 1;", "must be a plain object"],
  ["a mistake in the code", "export default {", "greet-customer.ts:1: Expected identifier but found end of file"],
  ["a package that is not installed", action().replace('"lodash"', '"not-there"'), '"not-there" is not installed'],
  ["a component that throws when it is loaded", action("...null.x"), "cannot be loaded: "],
])("refuses %s, and leaves the build before as it was", async (_what, text, problem) => {
  await writeProject();
  await buildComponents({ root });
  const before = await built("manifest.json");
  await write(ACTION, text);
  const message = await problemsOf();
  expect(message).toContain("the build before is unchanged");
  expect(message).toContain("greet-customer.ts");
  expect(message).toContain(problem);
  expect(await built("manifest.json")).toBe(before);
});

test("two components cannot have one key", async () => {
  await writeProject();
  await write("sources/demo/greet-customer/greet-customer.ts", source);
  expect(await problemsOf()).toContain('has the same key "demo-greet-customer" as');
  await rm(join(root, "sources/demo/greet-customer"), { recursive: true });
});
