import type { FastifyInstance } from "fastify";
import { createManualClock, createRealClock, type Clock } from "./clock.ts";
import { createControlApp } from "./control/control-app.ts";
import { registerPeoplevoxControl } from "./control/peoplevox-control.ts";
import { registerSandboxControl } from "./control/sandbox-control.ts";
import { createImporter, importerSettingsSchema, type Importer } from "./importer/importer.ts";
import { peoplevoxTarget } from "./importer/peoplevox-target.ts";
import { importableOrder } from "./importer/shopify-order.ts";
import { createPeoplevoxSandbox, type PeoplevoxSandbox } from "./peoplevox/index.ts";
import { seedItems } from "./peoplevox/seed-items.ts";
import { createRandom } from "./random.ts";
import {
  createShopifySandbox,
  registerShopifyControl,
  type CustomerRates,
  type Product,
  type ShopifySandbox,
} from "./shopify/index.ts";
import type { WarehousePace } from "./warehouse/pickers.ts";

export interface SandboxOptions {
  /** 0, the default, is any free port. */
  readonly peoplevoxPort?: number | undefined;
  readonly shopifyPort?: number | undefined;
  readonly controlPort?: number | undefined;
  /** Default 1. The same seed plays the same way. */
  readonly seed?: number | undefined;
  /** The Peoplevox tenant; see `sandbox/README.md`. */
  readonly profile?: unknown;
  /** Peoplevox's request budget and Shopify's throttle. Default true. */
  readonly rateLimit?: boolean | undefined;
  /** The shop's plan, which says how many points of GraphQL it has: "plus" has ten times those of "standard", the default. */
  readonly shopifyPlan?: "standard" | "plus" | undefined;
  /** Default "real". */
  readonly clock?: "real" | "manual" | Clock | undefined;
  /** Settings of the other integration; on by default. */
  readonly importer?: unknown;
  /** The pace at which the warehouse works by itself; by default it waits to be told. */
  readonly warehouse?: Partial<WarehousePace> | null | undefined;
  /** Customers who place orders and change their minds, at these rates; by default there are none. */
  readonly customers?: Partial<CustomerRates> | null | undefined;
}

/** What a client needs to know. */
export interface SandboxInfo {
  readonly peoplevox: {
    readonly url: string;
    readonly clientId: string;
    readonly username: string;
    readonly password: string;
  };
  readonly shopify: {
    readonly url: string;
    readonly shop: string;
    readonly accessToken: string;
    readonly clientSecret: string;
    readonly apiVersion: string;
  };
  readonly control: { readonly url: string };
}

export interface Sandbox {
  readonly info: SandboxInfo;
  readonly peoplevox: PeoplevoxSandbox;
  readonly shopify: ShopifySandbox;
  readonly importer: Importer;
  readonly clock: Clock;
  /** Closes every server and timer. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts both systems, the importer between them and the control API, all on 127.0.0.1.
 *
 * @throws {Error} when an option is not usable or a port is taken; then nothing is left running
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seed = 1, rateLimit = true } = options;
  const clock = clockOf(options.clock ?? "real");
  const peoplevox = createPeoplevoxSandbox({ seed, clock, profile: options.profile ?? {}, rateLimit });
  const importer = createImporter({
    clock,
    random: createRandom(seed, "importer"),
    settings: importerSettingsSchema.parse(options.importer ?? {}),
    currentOrder: (id) => {
      const order = shopify.store.orders.get(Number(id));
      return order === undefined ? null : importableOrder(order);
    },
    target: peoplevoxTarget(peoplevox.tenant),
  });
  const shopify = createShopifySandbox({
    seed,
    clock,
    onOrderCreated: (order) => importer.onOrderCreated(importableOrder(order)),
    throttle: rateLimit && SHOPIFY_POINTS[options.shopifyPlan ?? "standard"],
  });
  seedCatalogue(peoplevox, shopify.catalogue);

  const control = createControlApp();
  registerSandboxControl(control, clock, importer);
  registerPeoplevoxControl(control, peoplevox);
  registerShopifyControl(control, shopify, { clock, seed });

  const shutDown = async (): Promise<void> => {
    await control.inject({ method: "DELETE", url: CUSTOMERS_PATH });
    importer.stop();
    await Promise.all([control.close(), shopify.close(), peoplevox.close()]);
  };
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopped ??= shutDown());
  try {
    await peoplevox.listen(options.peoplevoxPort);
    await shopify.listen(options.shopifyPort);
    const controlUrl = await control.listen({ host: "127.0.0.1", port: options.controlPort ?? 0 });
    peoplevox.setAutomatic(options.warehouse ?? null);
    if (options.customers) await startCustomers(control, options.customers);
    return { info: infoOf(peoplevox, shopify, controlUrl), peoplevox, shopify, importer, clock, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @see https://shopify.dev/docs/api/usage/limits */
const SHOPIFY_POINTS = {
  standard: { maximumAvailable: 2_000, restoreRate: 100 },
  plus: { maximumAvailable: 20_000, restoreRate: 1_000 },
};

/** Customers are started and stopped through the control API's own route, so that it can tell of them and stop them. */
const CUSTOMERS_PATH = "/shopify/customers";

async function startCustomers(control: FastifyInstance, rates: Partial<CustomerRates>): Promise<void> {
  const { statusCode, body } = await control.inject({ method: "PUT", url: CUSTOMERS_PATH, payload: rates });
  if (statusCode !== 200) throw new Error(`The sandbox's customers did not start: ${body}`);
}

function clockOf(clock: "real" | "manual" | Clock): Clock {
  if (clock === "real") return createRealClock();
  return clock === "manual" ? createManualClock() : clock;
}

/** Puts what the shop sells on the warehouse's shelves, but for what the profile lists itself and nobody told it of. */
function seedCatalogue({ tenant }: PeoplevoxSandbox, products: readonly Product[]): void {
  const variants = products.flatMap(({ title, variants: own }) =>
    own.map((variant) => ({ ...variant, product: title })),
  );
  const stocked = variants.filter(
    ({ sku, knownToWarehouse, requiresShipping }) =>
      knownToWarehouse && requiresShipping && tenant.itemTypes.find(sku) === undefined,
  );
  seedItems(
    tenant,
    stocked.map(({ sku, barcode, product, title }) => ({
      ItemCode: sku,
      Name: `${product} ${title}`,
      Barcode: barcode,
    })),
  );
}

function infoOf(peoplevox: PeoplevoxSandbox, shopify: ShopifySandbox, controlUrl: string): SandboxInfo {
  const { clientId, username, password } = peoplevox;
  const { shop, accessToken, clientSecret, apiVersion } = shopify;
  return {
    peoplevox: { url: peoplevox.url, clientId, username, password },
    shopify: { url: shopify.url, shop, accessToken, clientSecret, apiVersion },
    control: { url: controlUrl },
  };
}
