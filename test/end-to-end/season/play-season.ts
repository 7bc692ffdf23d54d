import type { OpenException } from "../../../domain/exceptions/exception.ts";
import type { SandboxInfo } from "../../../sandbox/server.ts";
import { startSandboxProcess, until } from "../installation.ts";
import type { SandboxProcess } from "../installation.ts";
import { driveStories } from "./drive.ts";
import { judge } from "./judge.ts";
import type { SeasonVerdict } from "./judge.ts";
import { tellStories } from "./stories.ts";
import { countBy } from "./systems.ts";
import type { BothSystems, ShopOrder, Variant, WarehouseOrder } from "./systems.ts";

/** Whatever stands between shop and warehouse. */
export interface Flow {
  /** From when on everything was told, also what webhooks lost. Both in milliseconds since 1970. */
  quietFrom(lastChangeAt: number): number;
  /** `true` when nothing is under way; else what is. */
  atRest(): Promise<true | string>;
  openExceptions(): Promise<OpenException[]>;
  stop(): Promise<void>;
}

/** How the season went. */
export interface SeasonEnd extends SeasonVerdict {
  readonly stories: Readonly<Record<string, number>>;
  readonly orders: number;
  readonly done: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
  readonly webhooks: Readonly<Record<string, number>>;
  readonly despatched: number;
  readonly openExceptions: Readonly<Record<string, number>>;
  readonly changedAfterPicking: readonly unknown[];
  readonly soapRequests: number;
  readonly overBudget: number;
  readonly seconds: Readonly<Record<"customers" | "rest" | "wave" | "all", number>>;
}

export interface Season {
  readonly seed: number;
  readonly orders: number;
}

/** Twenty times Peoplevox's real budget, for a day of orders in a minute. */
export const SEASON_BUDGET = { requests: 300, perMs: 15_000 };
/** The tenant of the season, as LastEdit is told of it. */
export const SEASON_PROFILE = {
  lineRemoval: "quantity-0",
  usesLine: true,
  fields: [{ field: "Attribute1", template: "{attribute.Gift message}" }],
};

const UNRELIABLE = { duplicate: 0.2, drop: 0.05, reorder: 0.3, reorderWindowMs: 1_500 };

/**
 * A thousand customers, an app that recreates orders, an importer, a warehouse, and webhooks that come doubled, out of
 * order or not at all. While people change their minds some orders are picked; when all is quiet the warehouse sends
 * everything it may send. The warehouse takes every edit, also after picking.
 *
 * @param startFlow - Starts what is judged; it may make its own settings in the tenant
 */
export async function playSeason(
  { seed, orders }: Season,
  startFlow: (info: SandboxInfo) => Promise<Flow>,
): Promise<SeasonEnd> {
  const started = Date.now();
  const flags = ["--seed", String(seed), "--import-delay-ms", "1500", "--shopify-plan", "plus"];
  const sandbox = await startSandboxProcess(flags, {
    lineRemoval: SEASON_PROFILE.lineRemoval,
    refusesEditsOncePicked: false,
    requestBudget: SEASON_BUDGET,
  });
  try {
    const flow = await startFlow(sandbox.info);
    try {
      const { control } = sandbox;
      const catalogue = await control<{ variants: Variant[] }[]>("GET", "/shopify/catalogue");
      const variants = catalogue.flatMap((product) => product.variants).filter((variant) => variant.requiresShipping);
      const skus = (known: boolean): string[] =>
        variants.filter((variant) => variant.knownToWarehouse === known).map(({ sku }) => sku);
      const stories = tellStories({ seed, orders, known: skus(true), unknown: skus(false) });

      await control("PUT", "/shopify/webhook-faults", UNRELIABLE);
      const begun = Date.now();
      const { done, refused, returns } = await driveStories(stories, sandbox);
      const quiet = Date.now();
      await untilRest("all changes are dealt with", sandbox, flow, flow.quietFrom(quiet));
      const rested = Date.now();
      await sendEverything(sandbox);
      await untilRest("the last despatches are dealt with", sandbox, flow, Date.now());

      const systems = { ...(await look(sandbox)), returns };
      const exceptions = await flow.openExceptions();
      const checks = await control<{ changesAfterPickingStarted: unknown[] }>("GET", "/peoplevox/journal/checks");
      const requests = await control<{ total: number; overBudget: number }>("GET", "/peoplevox/requests");
      const deliveries = await control<{ state: string }[]>("GET", "/shopify/deliveries");
      const ended = Date.now();
      return {
        stories: countBy(stories.map(({ kind }) => kind)),
        orders: systems.orders.length,
        done,
        refused,
        webhooks: countBy(deliveries.map(({ state }) => state)),
        despatched: systems.salesOrders.filter(({ status }) => status === "Despatched").length,
        openExceptions: countBy(exceptions.map(({ kind }) => kind)),
        ...judge(systems, exceptions),
        changedAfterPicking: checks.changesAfterPickingStarted,
        soapRequests: requests.total,
        overBudget: requests.overBudget,
        seconds: {
          customers: seconds(quiet - begun),
          rest: seconds(rested - quiet),
          wave: seconds(ended - rested),
          all: seconds(ended - started),
        },
      };
    } finally {
      await flow.stop();
    }
  } finally {
    await sandbox.stop();
  }
}

const seconds = (ms: number): number => Math.round(ms / 1000);

/** At rest: nothing is under way in three looks in a row, which are further apart than a settle window and its tick. */
async function untilRest(what: string, { control }: SandboxProcess, flow: Flow, notBefore: number): Promise<void> {
  let calmSince: number | null = null;
  await until(what, 600_000, async () => {
    if (Date.now() < notBefore) return "It is too early to tell.";
    const { waiting } = await control<{ waiting: string[] }>("GET", "/importer");
    const deliveries = await control<{ state: string }[]>("GET", "/shopify/deliveries");
    const undelivered = deliveries.filter(({ state }) => state === "waiting").length;
    const busy = await flow.atRest();
    if (waiting.length > 0 || undelivered > 0 || busy !== true) {
      calmSince = null;
      return `${waiting.length} imports and ${undelivered} webhooks are on their way; ${busy === true ? "" : busy}`;
    }
    calmSince ??= Date.now();
    return Date.now() - calmSince >= CALM_MS || "It has only just become calm.";
  });
}

const CALM_MS = 5_000;

/** The warehouse picks, packs and sends all it may, and stops. */
async function sendEverything({ control }: SandboxProcess): Promise<void> {
  const pace = { pickStartMs: 1_000, pickLineMs: 100, packMs: 200, despatchMs: 300, allocationRunMs: 1_000 };
  await control("PUT", "/peoplevox/warehouse/automatic", { on: true, ...pace, jitter: 0.5 });
  await until("the warehouse has sent everything", 60_000, async () => {
    const { salesOrders } = await control<{ salesOrders: WarehouseOrder[] }>("GET", "/peoplevox/sales-orders");
    const left = salesOrders.filter(
      ({ status, onHold, stopShip }) => !["Despatched", "Cancelled", "New"].includes(status) && !onHold && !stopShip,
    );
    return left.length === 0 || `${left.length} are left, such as ${JSON.stringify(left[0])}.`;
  });
  await control("PUT", "/peoplevox/warehouse/automatic", { on: false });
}

async function look({ control }: SandboxProcess): Promise<Omit<BothSystems, "returns">> {
  const rows = async (template: string) =>
    (await control<{ rows: Record<string, string>[] }>("GET", `/peoplevox/rows/${template}`)).rows;
  return {
    orders: await control<ShopOrder[]>("GET", "/shopify/orders"),
    salesOrders: (await control<{ salesOrders: WarehouseOrder[] }>("GET", "/peoplevox/sales-orders")).salesOrders,
    rmas: await rows("RMAs"),
    rmaItems: await rows("RMA%20items"),
    parcels: (await control<Pick<BothSystems, "parcels">>("GET", "/peoplevox/journal/checks")).parcels,
  };
}
