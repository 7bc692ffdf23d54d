import { faultSchema } from "../../sandbox/peoplevox/faults.ts";
import { startSandbox } from "../../sandbox/server.ts";
import type { Sandbox } from "../../sandbox/server.ts";
import {
  changesAfterPickingStarted,
  overlapsOnceApart,
  releasableOverlaps,
} from "../../sandbox/warehouse/journal-checks.ts";
import { performStep, warehouseStepSchema } from "../../sandbox/warehouse/steps.ts";
import type { ConnectionFields } from "../recipes/index.ts";
import { controlOf, until } from "./control.ts";
import type { Control } from "./control.ts";
import type { RecipeExample } from "./example.ts";
import { placeOthers, rootOf } from "./place-others.ts";
import { stagedReturnDocuments } from "./return-documents.ts";
import type { StagedReturnDocument } from "./return-documents.ts";
import { touchByApi } from "./touch-by-api.ts";

/** A Sales Order as it stands on the stage. */
export interface StagedSalesOrder {
  readonly status: string;
  readonly onHold: boolean;
  readonly stopShip: boolean;
  readonly units: Readonly<Record<string, number>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly lines: readonly {
    readonly itemCode: string;
    readonly quantity: number;
    readonly texts: Readonly<Record<string, string>>;
  }[];
}

/** Both sandboxes, in the state in which an example's run begins. */
export interface Stage {
  readonly connections: ConnectionFields;
  /** What the trigger tells. */
  readonly event: unknown;
  /** Templates written through the API since the run began. */
  saves(): string[];
  salesOrder(number: string): StagedSalesOrder | null;
  /** All that has happened in the warehouse since the run began. */
  journal(): readonly unknown[];
  returnDocuments(): StagedReturnDocument[];
  /** What happens to the order in Shopify between two runs. */
  happen(steps: RecipeExample["inShopify"]): Promise<void>;
  breaches(): { readonly changedAfterPicking: readonly unknown[]; readonly severalReleasable: readonly unknown[] };
  close(): Promise<void>;
}

/**
 * Places the order, has it imported, lets the warehouse work, changes the order, and gets ready what goes wrong.
 *
 * @throws {Error} When the sandbox would not: the example is wrong. Nothing is left running.
 */
export async function openStage(example: RecipeExample): Promise<Stage> {
  const { lineRemoval, usesLine, fields, profile, sandbox: own } = example.tenant;
  const sandbox = await startSandbox({
    rateLimit: false,
    // A sandbox that takes every edit: only the recipe's own care stands between a change and a pick.
    profile: { lineRemoval, usesLine, refusesEditsOncePicked: false, ...own },
    importer: { on: example.imported, delayMs: 0 },
  });
  try {
    const control = controlOf(sandbox.info.control.url);
    await seedCatalogue(control, example);
    const placed = example.order === undefined ? {} : await placeOrder(sandbox, control, example);
    const event = { ...placed, ...example.event };
    const { warehouse, faults } = sandbox.peoplevox.tenant;
    for (const fault of example.faults) faults.add(faultSchema.parse(fault));
    sandbox.peoplevox.requests.reset();
    const runBegan = warehouse.journal.entries().length;

    const { shopify, peoplevox } = sandbox.info;
    return {
      connections: {
        shopify: {
          shopifyShop: shopify.shop,
          shopifyAccessToken: shopify.accessToken,
          shopifyClientSecret: shopify.clientSecret,
          shopifyApiVersion: shopify.apiVersion,
          shopifyAdminUrl: shopify.url,
        },
        peoplevox: {
          peoplevoxUrl: peoplevox.url,
          peoplevoxClientId: peoplevox.clientId,
          peoplevoxUsername: peoplevox.username,
          peoplevoxPassword: peoplevox.password,
          peoplevoxProfile: {
            lineRemoval,
            usesLine,
            fields,
            ...profile,
            requestBudget: { requests: 1_000, perMs: 1_000 },
          },
        },
      },
      event,
      saves: () =>
        sandbox.peoplevox.requests
          .records()
          .filter(({ operation }) => operation === "SaveData")
          .map(({ template }) => template),
      salesOrder(number) {
        const order = warehouse.find(number);
        if (order === undefined) return null;
        const units: Record<string, number> = {};
        for (const { itemCode, quantityOrdered } of order.lines) {
          if (quantityOrdered > 0) units[itemCode] = (units[itemCode] ?? 0) + quantityOrdered;
        }
        const { status, onHold, stopShip } = order;
        const lines = order.lines
          .filter(({ quantityOrdered }) => quantityOrdered > 0)
          .map((line) => ({ itemCode: line.itemCode, quantity: line.quantityOrdered, texts: textsOf(line.fields) }));
        return { status, onHold, stopShip, units, fields: order.fields, lines };
      },
      journal: () => warehouse.journal.entries().slice(runBegan),
      returnDocuments: () => stagedReturnDocuments(sandbox.peoplevox),
      happen: (steps) => inShopify(control, (event as { orderId?: string }).orderId ?? "", steps),
      breaches: () => ({
        changedAfterPicking: changesAfterPickingStarted(warehouse.journal.entries()),
        severalReleasable: [
          ...releasableOverlaps(warehouse.journal.entries()),
          ...overlapsOnceApart(warehouse.journal.entries(), rootOf, runBegan),
        ],
      }),
      close: () => sandbox.stop(),
    };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

async function seedCatalogue(control: Control, { catalogue }: RecipeExample): Promise<void> {
  if (catalogue === undefined) return;
  const { products, items, removedItems } = catalogue;
  if (products.length > 0) await control("POST", "/shopify/products", { products });
  if (items.length > 0) await control("POST", "/peoplevox/items", { items });
  if (removedItems.length > 0) {
    const rows = removedItems.map((ItemCode) => ({ ItemCode }));
    await control("POST", "/peoplevox/rows", { template: "Item types", rows, action: 2 });
  }
}

/** Brings one order to where the run begins. @returns What the trigger tells */
async function placeOrder(sandbox: Sandbox, control: Control, example: RecipeExample): Promise<object> {
  const { id, name } = (await control("POST", "/shopify/orders", example.order)) as { id: number; name: string };
  if (example.imported) await until(() => sandbox.importer.records().length > 0);
  const { warehouse, random } = sandbox.peoplevox.tenant;
  warehouse.settle();
  for (const step of example.warehouseBefore) {
    const refusal = performStep(warehouse, random, warehouseStepSchema.parse(step));
    if (refusal !== null) throw new Error(`The warehouse would not: ${refusal}`);
  }
  if (example.edit.length > 0) await control("POST", `/shopify/orders/${id}/edit`, { changes: example.edit });
  if (example.details !== undefined) await control("POST", `/shopify/orders/${id}/details`, example.details);
  await touchByApi(sandbox, id, example);
  if (example.cancel) await control("POST", `/shopify/orders/${id}/cancel`, {});
  await inShopify(control, String(id), example.inShopify);
  const orderIds = await placeOthers(sandbox, control, example, String(id));
  return { shop: sandbox.info.shopify.shop, orderId: String(id), orderIds, orderName: name, reason: "webhook" };
}

async function inShopify(control: Control, orderId: string, steps: RecipeExample["inShopify"]): Promise<void> {
  for (const { what, ...body } of steps) await control("POST", `/shopify/orders/${orderId}/${what}`, body);
}

/** Attributes that say something. */
function textsOf(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter(([column, value]) => column.startsWith("Attribute") && value !== ""),
  );
}
