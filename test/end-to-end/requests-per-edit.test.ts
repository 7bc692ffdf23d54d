import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startInstallation, startSandboxProcess, until } from "./installation.ts";
import type { Installation, SandboxProcess } from "./installation.ts";

/** More than two batches of 100 rows. */
const ORDERS = 250;
const SKU = "OXF-SHI-NAV-M";
/** Twice the budget Peoplevox is known for, so that the burst takes half the time. Less budget merges more. */
const BUDGET = { requests: 30, perMs: 15_000 };

interface Counts {
  readonly byOperation: Readonly<Record<string, number>>;
  readonly total: number;
  readonly overBudget: number;
}

let sandbox: SandboxProcess;
let lastedit: Installation;
let ids: number[];

beforeAll(async () => {
  sandbox = await startSandboxProcess(["--import-delay-ms", "0"], { lineRemoval: "quantity-0", requestBudget: BUDGET });
  ids = [];
  for (let count = 0; count < ORDERS + 1; count += 1) {
    const order = { lines: [{ sku: SKU, quantity: 2 }] };
    ids.push((await sandbox.control<{ id: number }>("POST", "/shopify/orders", order)).id);
  }
  lastedit = await startInstallation(
    sandbox.info,
    { lineRemoval: "quantity-0", usesLine: true, requestBudget: BUDGET },
    { settleSeconds: 12, maxWaitSeconds: 60, pollMinutes: 60, timer: { intervalSeconds: 1 } },
  );
}, 120_000);

afterAll(async () => {
  await lastedit.stop();
  await sandbox.stop();
});

/** Edits these orders and counts the requests until all are applied. */
async function countFor(orders: readonly number[]): Promise<Counts> {
  const before = (await lastedit.status()).runs.byOutcome["apply-in-place"] ?? 0;
  await sandbox.control("DELETE", "/peoplevox/requests");
  for (const id of orders) {
    const changes = [{ set: { sku: SKU, quantity: 3 } }];
    await sandbox.control("POST", `/shopify/orders/${id}/edit`, { changes });
  }
  await until(`${orders.length} edits are applied`, 240_000, async () => {
    const { byOutcome, byStatus } = (await lastedit.status()).runs;
    return (byOutcome["apply-in-place"] ?? 0) - before === orders.length || JSON.stringify(byStatus);
  });
  return sandbox.control<Counts>("GET", "/peoplevox/requests");
}

test("an ordinary edit takes at most a dozen requests, 250 in one settle window a quarter of one each", async () => {
  const one = await countFor(ids.slice(0, 1));
  const burst = await countFor(ids.slice(1));
  const perEdit = burst.total / ORDERS;
  process.stdout.write(
    `  requests to Peoplevox: one edit ${one.total} ${JSON.stringify(one.byOperation)}; ` +
      `burst of ${ORDERS} edits ${burst.total} = ${perEdit} per edit ${JSON.stringify(burst.byOperation)}\n`,
  );
  expect(one.total).toBeLessThanOrEqual(12);
  expect(perEdit).toBeLessThanOrEqual(0.25);
  expect(burst.overBudget).toBe(0);
}, 400_000);
