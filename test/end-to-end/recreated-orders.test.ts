import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { overlapsOnceApart } from "../../sandbox/warehouse/journal-checks.ts";
import type { JournalEntry } from "../../sandbox/warehouse/journal.ts";
import { startSandboxProcess, startWithRecipes, until } from "./installation.ts";
import type { Installation, SandboxProcess } from "./installation.ts";

const PROFILE = { lineRemoval: "quantity-0", usesLine: true, requestBudget: { requests: 200, perMs: 1_000 } };
const TICK = { timer: { intervalSeconds: 1 } };
const LINE = { sku: "OXF-SHI-NAV-M", quantity: 2 };
const NEW_LINES = [{ sku: "GIF-BOX", quantity: 1 }];
const ORDERS = 12;

interface Row {
  readonly number: string;
  readonly status: string;
  readonly onHold: boolean;
  readonly stopShip: boolean;
}

let sandbox: SandboxProcess;
let lastedit: Installation;

beforeAll(async () => {
  sandbox = await startSandboxProcess(["--import-delay-ms", "0", "--rate-limit", "off"], { lineRemoval: "quantity-0" });
  lastedit = await startWithRecipes(sandbox.info, PROFILE, {
    "swap-recreated-order": { triggers: { "shopify-order-recreated": TICK } },
    // Sees the same orders: it cancels the original as well, and must not lift the swap's holds.
    "send-order-edit-to-warehouse": {
      triggers: { "shopify-order-edited": { settleSeconds: 1, maxWaitSeconds: 3, ...TICK } },
    },
  });
}, 120_000);

afterAll(async () => {
  await lastedit.stop();
  await sandbox.stop();
});

async function salesOrders(): Promise<readonly Row[]> {
  return (await sandbox.control<{ salesOrders: readonly Row[] }>("GET", "/peoplevox/sales-orders")).salesOrders;
}

test("twelve orders are recreated, webhooks come doubled and late, LastEdit is killed: only the new ones can be sent", async () => {
  await sandbox.control("PUT", "/shopify/webhook-faults", { duplicate: 0.5, reorder: 0.5, reorderWindowMs: 2_000 });
  const names: string[] = [];
  for (let count = 0; count < ORDERS; count += 1) {
    names.push((await sandbox.control<{ name: string }>("POST", "/shopify/orders", { lines: [LINE] })).name);
  }
  const numbers = names.map((name) => name.slice(1));
  await until("all orders are imported", 30_000, async () => {
    const { length } = await salesOrders();
    return length === ORDERS || `${length} are`;
  });
  const [picked = ""] = numbers;
  await sandbox.control("POST", "/peoplevox/warehouse/step", { action: "pick", salesOrderNumber: picked, units: 1 });
  for (const [index, number] of numbers.entries()) {
    const body = { lines: NEW_LINES, first: index % 2 === 0 ? "create" : "cancel" };
    await sandbox.control("POST", `/shopify/orders/${number}/recreate`, body);
    if (index === ORDERS / 2) await lastedit.killAndRestart();
  }
  await until("every pair is settled", 120_000, async () => {
    const rows = new Map((await salesOrders()).map((row) => [row.number, row]));
    const open = numbers.filter((number) => {
      const [old, fresh] = [rows.get(number), rows.get(`${number}A`)];
      return number === picked
        ? old?.stopShip !== true || fresh?.onHold !== true
        : old?.status !== "Cancelled" || fresh?.onHold !== false;
    });
    if (open.length > 0) return `Open: ${open.join(", ")}`;
    const unfinished = await lastedit.unfinished();
    return unfinished.length === 0 || `${unfinished.length} runs are unfinished`;
  });
  const exceptions = await lastedit.openExceptions();
  expect(new Set(exceptions.map(({ lineage, kind }) => `${lineage} ${kind}`))).toContain(
    `#${picked} recreated-while-picking`,
  );
  expect(exceptions.filter(({ lineage }) => lineage !== `#${picked}`)).toEqual([]);

  const { entries } = await sandbox.control<{ entries: readonly JournalEntry[] }>("GET", "/peoplevox/journal");
  for (const name of names) {
    const ofOrder = entries.filter(({ after }) => after?.reference.startsWith(name) === true);
    expect(overlapsOnceApart(ofOrder, () => name, imported(ofOrder, `${name.slice(1)}A`))).toEqual([]);
  }
}, 240_000);

/** Sequence of the importer's last write to a Sales Order: before that, what overlaps is the importer's doing. */
function imported(entries: readonly JournalEntry[], salesOrderNumber: string): number {
  const writes = entries.filter((entry) => entry.by === "importer" && entry.salesOrderNumber === salesOrderNumber);
  return writes.at(-1)?.sequence ?? 0;
}
