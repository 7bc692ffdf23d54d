import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { end, lastedit } from "../cli/cli-world.ts";
import type { Outcome } from "../cli/cli-world.ts";
import { openLocalRegistry } from "./local-registry.ts";
import type { LocalRegistry } from "./local-registry.ts";
import { PUBLISHED } from "./published.ts";

const RECIPE = `
recipe: count-letters
title: Count the letters of a parcel's name
triggers:
  - uses: parcels-new-parcel
connections: { parcels: my-parcels }
steps:
  - namespace: letters
    uses: parcels-count-letters@0.2.0
    props: { text: "{{steps.trigger.event.name}}" }
  - namespace: total
    env: [FACTOR]
    readOnly: true
    code: |
      import counter from "counter@1.0.0";
      export default defineComponent({
        props: { parcels: { type: "app", app: "parcels" }, plus: { type: "integer" } },
        run({ steps, $ }) {
          const letters = parseInt(steps.letters.$return_value[0]);
          const total = letters * process.env.FACTOR + this.plus;
          $.export("$summary", counter("four") + " " + total + " " + this.parcels.$auth.api_key.length);
          console.log(this.parcels.$auth.api_key, process.env.HOME ?? "no home");
        },
      });
    props: { plus: 2 }
`;
const CONFIG = `
port: 0
allowEnv: [FACTOR]
connections:
  my-parcels: { type: app, app: parcels, auth: { api_key: "\${PARCELS_KEY}" } }
recipes: { count-letters: {} }
`;

// npm starts slowly on a machine that is busy with other tests.
jest.setTimeout(120_000);

let registry: LocalRegistry;
let home = "";
let env: Record<string, string> = {};

beforeAll(async () => {
  registry = await openLocalRegistry(PUBLISHED);
  home = await mkdtemp(path.join(tmpdir(), "packages-cli-"));
  env = {
    LASTEDIT_HOME: home,
    LASTEDIT_CONFIG: path.join(home, "config.yaml"),
    npm_config_registry: registry.url,
    npm_config_cache: path.join(home, "npm-cache"),
    PARCELS_KEY: "parcels-api-key-1",
    FACTOR: "10",
  };
  await mkdir(path.join(home, "recipes/count-letters"), { recursive: true });
  await writeFile(path.join(home, "recipes/count-letters/recipe.yaml"), RECIPE);
  await writeFile(path.join(home, "config.yaml"), CONFIG);
});
afterAll(async () => {
  await registry.close();
  await rm(home, { recursive: true, force: true });
});

const command = (...args: string[]): Promise<Outcome> => lastedit(args, env);
const folders = async (): Promise<string[]> =>
  (await readdir(path.join(home, "packages"))).filter((name) => name.includes("parcels"));

test("nobody there to accept a licence: it is shown, and nothing is added", async () => {
  const { code, stderr } = await command("add", "@shop/parcels@0.2.0");
  expect(code).toBe(1);
  expect(stderr).toContain("@shop/parcels 0.2.0: Parcels\n  Licence: SEE LICENSE IN LICENSE\n  Size:    3 kB");
  expect(stderr).toContain("Nobody is here to accept the licence: call it with --accept-licence. Nothing was added.");
});

test("an install that is killed leaves the packages as they were, and the next one clears up", async () => {
  const held = Promise.withResolvers<undefined>();
  registry.gate = held.promise;
  const cli = path.join(import.meta.dirname, "../../../runtime/cli/lastedit.ts");
  const child = spawn(process.execPath, [cli, "add", "@shop/parcels@0.2.0", "--accept-licence"], {
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  while (!registry.asked.includes("shop-parcels-0.2.0.tgz")) await new Promise((resolve) => setTimeout(resolve, 20));
  await end(child, "SIGKILL");
  held.resolve(undefined);
  expect((await command("packages")).stdout).toContain("No packages were added.");
  expect((await folders()).length).toBe(1);

  const added = await command("add", "@shop/parcels@0.2.0", "--accept-licence");
  expect(added.stdout).toContain("Added @shop/parcels 0.2.0: 1 source and 2 actions");
  expect(added.stdout).toContain("Installed as well, since its code imports them: counter, pinned.counter.1.0.0.");
  expect((await folders()).length).toBe(1);
});

test("a recipe uses its action, an account of the app, and code with packages of its own", async () => {
  expect((await command("recipe", "validate", "count-letters")).stdout).toBe("ok     count-letters\n");
  await writeFile(path.join(home, "event.json"), '{"name":"box"}');
  const { stdout } = await command("run", "count-letters", "--event", path.join(home, "event.json"), "--json");
  expect(stdout).toContain("4! 32 17");
  expect(stdout).toContain("no home");
  expect(stdout).not.toContain("parcels-api-key-1");
});

test("a package that a recipe uses is not removed", async () => {
  const { code, stderr } = await command("remove", "@shop/parcels");
  expect(code).toBe(1);
  expect(stderr).toContain('The recipe count-letters needs it: is "parcels-new-parcel". There is no component');
  expect(stderr).toContain("Nothing was changed.");
  expect((await command("packages", "@shop/parcels")).stdout).toContain(
    "action  parcels-count-letters@0.2.0  Count Letters",
  );
});
