import { readFile } from "node:fs/promises";
import { afterAll, expect, test } from "@jest/globals";
import { DryRunner } from "../../../runtime/dry-run/dry-runner.ts";
import type { DryRunResult } from "../../../runtime/dry-run/dry-runner.ts";
import type { DryRunJob } from "../../../runtime/dry-run/messages.ts";
import { readExample } from "../../../runtime/examples/example.ts";
import { memoryDataStore } from "../../../runtime/examples/memory-data-store.ts";
import { openStage } from "../../../runtime/examples/stage.ts";
import type { Stage } from "../../../runtime/examples/stage.ts";

const RECIPE = "recipes/send-order-edit-to-warehouse";
const runner = new DryRunner();
afterAll(() => runner.close());

interface Played extends DryRunResult {
  readonly expected: string | undefined;
  readonly saves: readonly string[];
  readonly journal: readonly unknown[];
  readonly before: string;
  readonly after: string;
  readonly storeKeys: readonly string[];
  readonly secrets: readonly string[];
}

async function play(name: string, change: Partial<DryRunJob> = {}): Promise<Played> {
  const example = await readExample(`${RECIPE}/examples/${name}.json`);
  const stage = await openStage(example);
  const store = memoryDataStore();
  try {
    const before = stateOf(stage);
    const secrets = secretsOf(stage);
    const result = await runner.run({
      job: {
        text: await readFile(`${RECIPE}/recipe.yaml`, "utf8"),
        name: "send-order-edit-to-warehouse",
        connections: stage.connections,
        secrets,
        maskPersonal: false,
        env: {},
        event: stage.event,
        until: null,
        reuse: {},
        components: "dist/components",
        packages: ".cache/no-packages",
        ...change,
      },
      dataStore: () => store,
    });
    return {
      ...result,
      expected: example.expect.outcome,
      saves: stage.saves(),
      journal: stage.journal(),
      before,
      after: stateOf(stage),
      storeKeys: await store.keys(),
      secrets,
    };
  } finally {
    await stage.close();
  }
}

const stateOf = (stage: Stage): string => JSON.stringify([stage.salesOrder("1001"), stage.salesOrder("1001-R1")]);

const secretsOf = ({ connections }: Stage): string[] =>
  ["peoplevoxPassword", "shopifyAccessToken", "shopifyClientSecret"].map((field) =>
    String(Object.values(connections).find((fields) => field in fields)?.[field]),
  );

test.each(["added-line", "removed-line-replacement", "cancelled", "unknown-sku"])(
  "%s: decides as the real run does, and the warehouse's journal is unchanged",
  async (name) => {
    const played = await play(name);
    expect(played.steps.find(({ namespace }) => namespace === "update")?.returnValue).toMatchObject({
      outcome: played.expected,
    });
    expect(played).toMatchObject({ status: "succeeded", saves: [], journal: [], storeKeys: [] });
    expect(played.after).toBe(played.before);
    expect(played.reads.peoplevox).toBeGreaterThan(0);
    const shown = JSON.stringify(played.wouldSend) + JSON.stringify(played.steps);
    for (const secret of played.secrets) expect(shown).not.toContain(secret);
  },
);

test("shows each write as the exact rows that would be sent, in order, with the step that sends them", async () => {
  const { wouldSend } = await play("added-line");
  const warehouse = wouldSend.filter(({ system }) => system === "peoplevox");
  expect(warehouse.map(({ step, what }) => `${step}: ${what}`)).toEqual([
    "update: SaveData Sales orders, 1 row",
    "update: SaveData Sales order items, 1 row",
    "update: SaveData Sales orders, 1 row",
  ]);
  expect(warehouse[1]?.content).toMatch(
    /^"SalesOrderNumber","ItemCode","Line","QuantityOrdered","SalePrice"\n"1001","GIF-BOX","\d+","1","4\.5"$/,
  );
  expect(wouldSend.some(({ system, what }) => system === "lastedit" && what.startsWith("Add the record hold"))).toBe(
    true,
  );
});

test("takes one step, with the results of earlier ones reused", async () => {
  const { steps } = await play("added-line", {
    until: "status",
    reuse: { order: { $return_value: { salesOrderNumber: "none", name: "#1", lines: [] }, $summary: "From before" } },
  });
  expect(steps[0]).toMatchObject({ namespace: "order", status: "reused", summary: "From before" });
  expect(steps.slice(2).every(({ status }) => status === "not-reached")).toBe(true);
});
