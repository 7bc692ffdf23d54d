import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import type { ExceptionDraft } from "../../../domain/exceptions/exception.ts";
import { openStore } from "../../../runtime/cli/installation/open-store.ts";
import { placesOf } from "../../../runtime/cli/installation/places.ts";
import { openDataStore } from "../../../runtime/store/data-store.ts";
import { lastedit, openCliWorld } from "./cli-world.ts";
import type { CliWorld, Outcome } from "./cli-world.ts";

let world: CliWorld;

beforeAll(async () => {
  world = await openCliWorld();
}, 60_000);

afterAll(() => world.close());

const exceptions = (...args: string[]): Promise<Outcome> => lastedit(["exceptions", ...args], world.env);

async function listed(...args: string[]): Promise<Record<string, unknown>[]> {
  return JSON.parse((await exceptions("list", "--json", ...args)).stdout) as Record<string, unknown>[];
}

/** Of orders that no shop has, so that nothing but people changes them. */
async function raise(orders: Readonly<Record<string, string | null>>): Promise<void> {
  const store = await openStore(placesOf(world.env), world.env);
  for (const [orderName, mattersUntil] of Object.entries(orders)) {
    await store.exceptions.raise({ ...DRAFT, lineage: orderName, orderName, mattersUntil });
  }
  await store.close();
}

/** As if it had been closed a hundred days ago. */
async function leaveOldOne(orderName: string): Promise<void> {
  const store = await openStore(placesOf(world.env), world.env);
  const then = (): number => Date.now() - 400 * 86_400_000;
  const exceptions = createExceptionStore(openDataStore(store.database, "lastedit"), then);
  await exceptions.raise({ ...DRAFT, lineage: orderName, orderName });
  await exceptions.closeHealed({ shop: DRAFT.shop, lineage: orderName }, "In sync.");
  await store.close();
}

const DRAFT: ExceptionDraft = {
  ...{ kind: "picking-started", owner: "warehouse", severity: "high", shop: "demo.myshopify.com" },
  ...{ lineage: "#9001", orderName: "#9001", orderId: "9001", salesOrderNumber: "9001", mattersUntil: null },
  ...{ whatHappened: "Picking had begun.", whatWasChanged: "Nothing was changed.", whatToDo: "Repack." },
  ...{ wanted: [{ itemCode: "HAT", title: "Hat", quantity: 2 }], inWarehouse: [] },
};

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

test("people act on one or many exceptions while LastEdit runs, each with its own result", async () => {
  // For the last test: what is old is forgotten by the first look after the first start.
  await leaveOldOne("#8001");
  expect(await listed("--status", "all", "--order", "#8001")).toMatchObject([{ status: "closed" }]);
  await raise({ "#9001": null, "#9002": inHours(5), "#9003": inHours(1) });
  await world.start();

  const byDeadline = await listed();
  expect(byDeadline.map(({ orderName, minutesLeft }) => [orderName, minutesLeft])).toEqual([
    ["#9003", expect.closeTo(59, -1)],
    ["#9002", expect.closeTo(299, -1)],
    ["#9001", null],
  ]);

  const taken = await exceptions("take", "#9001", "#9002", "#9999", "--by", "anna", "--note", "I ask Bo");
  expect(taken.code).toBe(1);
  expect(taken.stdout.split("\n")).toEqual([
    expect.stringMatching(/^demo.myshopify.com\/#9001\/picking-started: taken by anna since /),
    expect.stringMatching(/^demo.myshopify.com\/#9002\/picking-started: taken by anna since /),
    expect.stringMatching(/^#9999: refused\. Expected the id .* Nothing was changed\.$/),
    "",
  ]);
  const again = await exceptions("take", "#9001", "--by", "bo", "--json");
  expect([again.code, JSON.parse(again.stdout)]).toEqual([
    1,
    [
      {
        id: "demo.myshopify.com/#9001/picking-started",
        ok: false,
        because: expect.stringMatching(/taken by anna .* Nothing was changed\.$/),
      },
    ],
  ]);
  expect((await exceptions("take", "#9001", "--by", "bo", "--take-over")).code).toBe(0);
  expect((await exceptions("give-back", "#9001", "--by", "bo")).stdout).toContain(": open since ");
  const late = await exceptions("snooze", "#9003", "--until", "2h", "--by", "anna");
  expect([late.code, late.stdout]).toEqual([1, expect.stringContaining("it cannot be put aside until")]);
  expect((await exceptions("snooze", "#9003", "--until", "30m", "--by", "anna")).stdout).toContain(
    ": snoozed by anna until ",
  );
  expect((await exceptions("resolve", "#9002", "--by", "anna", "--note", "Repacked")).code).toBe(0);
  expect((await listed()).map(({ orderName }) => orderName)).toEqual(["#9003", "#9001"]);

  const story = (await exceptions("show", "#9001")).stdout;
  expect(story).toMatch(/HAT +2 +– +differs/);
  for (const done of ["opened", "taken by anna +I ask Bo", "taken by bo", "given-back by bo"]) {
    expect(story).toMatch(new RegExp(done));
  }
  const noRun = await exceptions("retry", "#9001", "--by", "anna");
  expect([noRun.code, noRun.stdout]).toEqual([
    1,
    expect.stringContaining("No ended run of order #9001 is in the history. The wish for a retry was written down"),
  ]);
}, 120_000);

test("the routing is shown as it can be set, a mistake in it changes nothing, and old exceptions are forgotten", async () => {
  const shown = await exceptions("routing");
  const file = path.join(world.home, "routing.yaml");
  await writeFile(
    file,
    shown.stdout.replace("owners: []", "owners: [{ when: { kind: unknown-sku }, owner: warehouse }]"),
  );
  expect(await exceptions("routing", "--set", file)).toMatchObject({ code: 0, stdout: "The routing is set.\n" });
  await writeFile(file, shown.stdout.replace("zone: UTC", "zone: Mars"));
  const wrong = await exceptions("routing", "--set", file);
  expect([wrong.code, wrong.stderr]).toEqual([
    1,
    expect.stringMatching(/"zone" is "Mars": expected an IANA time zone.*Nothing was changed\./),
  ]);
  expect((await exceptions("routing")).stdout).toMatch(/zone: UTC[^]*owner: warehouse/);
  await writeFile(file, shown.stdout);
  expect((await exceptions("routing", "--set", file)).code).toBe(0);
  expect(await listed("--status", "all", "--order", "#8001")).toEqual([]);
  // The tests after this one have no LastEdit that runs.
  await world.endStarted();
}, 120_000);

test("a retry replays the run that saw the exception last, and the exception closes when the order is right", async () => {
  const catalogue = (await world.control("GET", "/shopify/catalogue")) as {
    variants: { sku: string; knownToWarehouse: boolean; requiresShipping: boolean }[];
  }[];
  const variants = catalogue.flatMap((product) => product.variants).filter(({ requiresShipping }) => requiresShipping);
  const known = variants.find(({ knownToWarehouse }) => knownToWarehouse)!.sku;
  const unknown = variants.find(({ knownToWarehouse }) => !knownToWarehouse)!.sku;
  const order = (await world.control("POST", "/shopify/orders", { lines: [{ sku: known, quantity: 1 }] })) as {
    id: number;
    name: string;
  };
  await world.control("POST", `/shopify/orders/${order.id}/edit`, {
    changes: [{ add: { sku: unknown, quantity: 1 } }],
  });
  const event = path.join(world.home, "event.json");
  const { shop } = world.sandbox.shopify;
  await writeFile(event, JSON.stringify({ shop, orderId: String(order.id), orderName: order.name }));
  await lastedit(["run", "send-order-edit-to-warehouse", "--event", event], world.env);
  expect(await listed("--order", order.name)).toMatchObject([{ kind: "unknown-sku", status: "open" }]);

  const early = await exceptions("retry", order.name, "--by", "anna", "--json");
  expect([early.code, JSON.parse(early.stdout)]).toMatchObject([
    0,
    [{ ok: true, exception: { status: "open", timesSeen: 2 }, run: { status: "succeeded" } }],
  ]);
  await world.control("POST", "/peoplevox/items", { items: [{ ItemCode: unknown, Name: "New", OnHand: 5 }] });
  const retried = await exceptions("retry", order.name, "--by", "anna", "--note", "SKU is there now");
  expect([retried.code, retried.stdout]).toEqual([
    0,
    expect.stringMatching(/unknown-sku: run \d+ ended as apply-in-place\. The exception is closed since /),
  ]);
}, 120_000);

test("alerts go out through the named connection, whose addresses no history, list or check shows", async () => {
  const key = "hidden-path-key";
  const sink = await openSink();
  const config = path.join(world.home, "alerts.yaml");
  const { port } = sink.server.address() as AddressInfo;
  const alerts = `
  alerts:
    type: alert
    channels:
      - floor http http://127.0.0.1:${port}/${key}/ok
      - office slack http://127.0.0.1:${port}/${key}/refuse
    httpSecret: hidden-signing-key
recipes:
  alert-owners: {}`;
  const text = await readFile(world.env["LASTEDIT_CONFIG"] ?? "", "utf8");
  await writeFile(config, text.replace(/\nrecipes:\n/, `${alerts}\n`));
  const env = { ...world.env, LASTEDIT_CONFIG: config };

  await customised("alert-owners", "lasteditStore: lastedit", "routing: { zone: UTC }");
  const routed = await lastedit(["exceptions", "routing", "--set", config], env);
  expect([routed.code, routed.stderr]).toEqual([1, expect.stringContaining("lastedit recipe customise alert-owners")]);

  await raise({ "#9004": null });
  const event = path.join(world.home, "event.json");
  await writeFile(event, "{}");
  const run = await lastedit(["run", "alert-owners", "--event", event, "--json"], env);
  expect(sink.taken.join("\n")).toContain("#9004");
  expect(run.stdout).toContain("office");
  const doctor = await lastedit(["doctor"], env);
  expect(doctor.stdout).toContain("alerts: channels: floor, office can be used; nothing was sent.");
  const shown = await lastedit(["runs", "show", String((JSON.parse(run.stdout) as RunOutput).run.id), "--json"], env);
  for (const { stdout, stderr } of [run, doctor, shown]) {
    expect(stdout + stderr).not.toMatch(/hidden-(path|signing)-key/);
  }
  await new Promise((resolve) => sink.server.close(resolve));
}, 120_000);

interface RunOutput {
  readonly run: { readonly id: number };
}

/** A merchant's own version of a recipe, with one more prop behind another one. */
async function customised(recipe: string, behind: string, prop: string): Promise<void> {
  const { own, shipped } = placesOf(world.env).recipes;
  const text = await readFile(path.join(shipped, recipe, "recipe.yaml"), "utf8");
  await mkdir(path.join(own, recipe), { recursive: true });
  await writeFile(path.join(own, recipe, "recipe.yaml"), text.replace(behind, `${behind}\n      ${prop}`));
}

/** Takes alerts, and refuses some in words that repeat their address. */
async function openSink(): Promise<{ readonly server: Server; readonly taken: string[] }> {
  const taken: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      const refuses = request.url?.endsWith("/refuse") === true;
      if (!refuses) taken.push(body);
      response.writeHead(refuses ? 404 : 200).end(refuses ? `no_service at ${request.url}` : "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, taken };
}
