import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { createExceptionStore } from "../../components/lastedit/exception-store.ts";
import type { OpenException } from "../../domain/exceptions/exception.ts";
import { moduleCatalogue } from "../../runtime/component-host/catalogue.ts";
import type { Component } from "../../runtime/component-host/types.ts";
import { prepareRecipe } from "../../runtime/engine/prepare-recipe.ts";
import { memoryDataStore } from "../../runtime/examples/memory-data-store.ts";
import { rehearse } from "../../runtime/examples/rehearse.ts";
import { stagedReturnDocuments } from "../../runtime/examples/return-documents.ts";
import type { StagedReturnDocument } from "../../runtime/examples/return-documents.ts";
import { loadRecipe } from "../../runtime/recipes/index.ts";
import { startSandbox } from "../../sandbox/server.ts";
import type { SandboxOptions } from "../../sandbox/server.ts";
import { parcelsDespatched } from "../../sandbox/warehouse/journal-checks.ts";
import { performStep } from "../../sandbox/warehouse/steps.ts";
import type { WarehouseStep } from "../../sandbox/warehouse/steps.ts";
import { until } from "../end-to-end/installation.ts";

const root = join(import.meta.dirname, "..", "..");

/** A merchant's order, as far as a scenario looks. */
export interface PlacedOrder {
  readonly id: number;
  readonly name: string;
}

/** What the merchant sees in Peoplevox. Units by ItemCode. */
export interface SeenSalesOrder {
  readonly status: string;
  readonly onHold: boolean;
  readonly stopShip: boolean;
  readonly units: Readonly<Record<string, number>>;
  readonly fields: Readonly<Record<string, string>>;
}

/** One shop and its warehouse, with LastEdit's recipes between them. */
export interface World {
  /** A request to the sandbox's control API, such as `/shopify/orders/1001/edit`. */
  ask<Answer = PlacedOrder>(path: string, body: object): Promise<Answer>;
  /** What people in the warehouse do. */
  warehouse(...steps: readonly WarehouseStep[]): void;
  /** Picks, packs and despatches. */
  despatch(salesOrderNumber: string): void;
  imported(salesOrderNumber: string): Promise<void>;
  /**
   * Runs a shipped recipe on this order, as its trigger would.
   *
   * @throws {Error} What a step threw: the engine would try again, or raise an exception
   */
  run(recipe: string, order: PlacedOrder): Promise<void>;
  salesOrder(number: string): SeenSalesOrder | undefined;
  returnDocuments(): StagedReturnDocument[];
  /** What left the building, by Sales Order. Units by ItemCode. */
  parcels(): Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Open exceptions. */
  exceptions(): Promise<OpenException[]>;
  close(): Promise<void>;
}

/**
 * Opens a shop and a warehouse. The warehouse takes every edit, also after picking: only LastEdit's own care counts.
 *
 * @param profile - Of the tenant profile, what differs from a tenant that removes lines by quantity 0
 */
export async function openWorld(
  profile: Readonly<Record<string, unknown>> = {},
  options: Pick<SandboxOptions, "importer"> = {},
): Promise<World> {
  const lineRemoval = "quantity-0";
  const sandbox = await startSandbox({
    rateLimit: false,
    profile: { lineRemoval, refusesEditsOncePicked: false },
    importer: { delayMs: 0 },
    ...options,
  });
  const { shopify, peoplevox } = sandbox.info;
  const floor = sandbox.peoplevox.tenant.warehouse;
  const connections = {
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
      peoplevoxProfile: { lineRemoval, usesLine: true, ...profile, requestBudget: { requests: 1_000, perMs: 1_000 } },
    },
  };
  const store = memoryDataStore();
  const warehouse = (...steps: readonly WarehouseStep[]): void => {
    for (const step of steps) {
      const refusal = performStep(floor, sandbox.peoplevox.tenant.random, step);
      if (refusal !== null) throw new Error(`The warehouse would not: ${refusal}`);
    }
  };

  return {
    async ask(path, body) {
      const response = await fetch(sandbox.info.control.url + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`);
      return (await response.json()) as never;
    },
    warehouse,
    despatch: (salesOrderNumber) =>
      warehouse(
        { action: "pick-all", salesOrderNumber },
        { action: "pack", salesOrderNumber },
        { action: "despatch", salesOrderNumber },
      ),
    async imported(number) {
      await until(`Sales Order ${number} is there`, 5_000, () =>
        Promise.resolve(floor.find(number) !== undefined || "It is not."),
      );
      floor.settle();
    },
    async run(name, { id, name: orderName }) {
      const loaded = await loadRecipe(join(root, "recipes", name, "recipe.yaml"));
      const recipe = await prepareRecipe(loaded, { catalogue: await components(), connections, secrets: [], env: {} });
      const event = { shop: shopify.shop, orderId: String(id), orderIds: [String(id)], orderName, reason: "webhook" };
      const { error } = await rehearse(recipe, event, () => store);
      if (error !== null) throw error instanceof Error ? error : new Error(`Recipe ${name} ended with an error.`);
    },
    salesOrder(number) {
      const found = floor.find(number);
      if (found === undefined) return undefined;
      const { status, onHold, stopShip, fields, lines } = found;
      const units = unitsOf(lines.map(({ itemCode, quantityOrdered }) => [itemCode, quantityOrdered]));
      return { status, onHold, stopShip, units, fields };
    },
    returnDocuments: () => stagedReturnDocuments(sandbox.peoplevox),
    parcels: () =>
      Object.fromEntries(
        [...parcelsDespatched(floor.journal.entries())].map(([number, lines]) => [
          number,
          unitsOf(lines.map(({ itemCode, quantity }) => [itemCode, quantity])),
        ]),
      ),
    exceptions: () => createExceptionStore(store, Date.now).list({ status: "open" }),
    close: () => sandbox.stop(),
  };
}

let loadedComponents: Promise<ReturnType<typeof moduleCatalogue>> | undefined;

function components(): Promise<ReturnType<typeof moduleCatalogue>> {
  const files = globSync("{actions,sources}/*/*/*.ts", { cwd: root }).filter(
    (file) => basename(file, ".ts") === basename(join(file, "..")),
  );
  loadedComponents ??= Promise.all(
    files.map(async (file) => ((await import(pathToFileURL(join(root, file)).href)) as { default: Component }).default),
  ).then(moduleCatalogue);
  return loadedComponents;
}

/** Units by ItemCode; lines of quantity 0 count as gone. */
function unitsOf(lines: readonly (readonly [string, number])[]): Record<string, number> {
  const units: Record<string, number> = {};
  for (const [code, quantity] of lines) if (quantity > 0) units[code] = (units[code] ?? 0) + quantity;
  return units;
}
