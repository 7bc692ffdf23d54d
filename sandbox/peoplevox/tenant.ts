import type { Clock } from "../clock.ts";
import { createRandom, type Random } from "../random.ts";
import { createWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { configureTemplates, type ConfiguredTemplates } from "./configured-template.ts";
import { createCallbacks, type Callbacks } from "./events/callbacks.ts";
import { eventsOf, returnEvent, type EventLookups } from "./events/event-data.ts";
import { createSubscriptions, type Subscriptions } from "./events/subscriptions.ts";
import { createFaults, type Faults } from "./faults.ts";
import type { PeoplevoxProfile } from "./profile.ts";
import { createDespatchSummary } from "./reports/despatch-summary.ts";
import { createInventorySummary, createReturnSummary } from "./reports/other-reports.ts";
import type { Report } from "./reports/report.ts";
import { createSalesOrderReports } from "./reports/sales-order-reports.ts";
import { createReturns, type Returns } from "./returns.ts";
import { createSessions, type Sessions } from "./sessions.ts";
import { createItemTypes, createMasterData } from "./templates/master-data.ts";
import { createPurchaseOrders } from "./templates/purchase-orders.ts";
import { createRmas } from "./templates/rmas.ts";
import { createSalesOrderItemsTemplate } from "./templates/sales-order-items.ts";
import { createSalesOrdersTemplate } from "./templates/sales-orders.ts";
import type { TableTemplate } from "./templates/table-template.ts";
import type { Template } from "./templates/template.ts";
import { toWallClock } from "./wall-clock.ts";

/** Everything one merchant has in Peoplevox, without any HTTP. */
export interface Tenant {
  readonly profile: PeoplevoxProfile;
  readonly clock: Clock;
  readonly random: Random;
  readonly warehouse: Warehouse;
  readonly returns: Returns;
  readonly sessions: Sessions;
  readonly subscriptions: Subscriptions;
  readonly callbacks: Callbacks;
  readonly faults: Faults;
  /** What the API can use. */
  readonly templates: ConfiguredTemplates;
  /**
   * Everything there is, configured or not, for seeding and importing.
   *
   * @throws {RangeError} when there is no such template
   */
  template(name: string): Template;
  readonly itemTypes: TableTemplate;
  /** By name in lower case. */
  readonly reports: ReadonlyMap<string, Report>;
}

export function createTenant(profile: PeoplevoxProfile, clock: Clock, seed: number): Tenant {
  const random = createRandom(seed, "peoplevox");
  const warehouse = createWarehouse(clock, profile);
  const itemTypes = createItemTypes(warehouse.stock);
  const master = createMasterData(profile);
  const wallClock = (epochMs: number): number => toWallClock(epochMs, profile.timeZone);
  const named = (table: TableTemplate, nameOrReference: string): boolean =>
    table.find(nameOrReference) !== undefined || [...table.rows()].some((row) => row["Name"] === nameOrReference);
  const itemExists = (itemCode: string): boolean => itemTypes.find(itemCode) !== undefined;
  const defaultSite = profile.sites[0]?.Reference ?? "";

  const rmaTemplates = profile.rmaTemplates
    ? createRmas({
        salesOrderExists: (number) => warehouse.find(number) !== undefined,
        itemExists,
        reasonExists: (code) => master.returnReasons.find(code) !== undefined,
      })
    : null;

  const templates: Template[] = [
    createSalesOrdersTemplate(warehouse, {
      customerExists: (name) => named(master.customers, name),
      siteExists: (reference) => master.sites.find(reference) !== undefined,
      defaultSite,
      wallClockNow: () => wallClock(clock.now()),
    }),
    createSalesOrderItemsTemplate(warehouse, (code) => itemTypes.find(code)?.["ItemCode"] ?? null),
    itemTypes,
    ...Object.values<Template>({ ...master }),
    ...createPurchaseOrders({ supplierExists: (name) => named(master.suppliers, name), itemExists }),
    ...(rmaTemplates === null ? [] : [rmaTemplates.rmas, rmaTemplates.items]),
  ];
  const byName = new Map(templates.map((template) => [template.name, template]));

  const lookups: EventLookups = {
    wallClockNow: () => wallClock(clock.now()),
    itemName: (itemCode) => itemTypes.find(itemCode)?.["Name"] ?? "",
    serviceTypeName: (code) => master.serviceTypes.find(code)?.["Name"] ?? "",
  };
  const subscriptions = createSubscriptions();
  const callbacks = createCallbacks(clock, createRandom(seed, "callbacks"), subscriptions);
  warehouse.listen((event) => {
    for (const outgoing of eventsOf(event, lookups)) callbacks.publish(outgoing);
  });
  const publish = (received: Parameters<typeof returnEvent>[0]): void =>
    callbacks.publish(returnEvent(received, lookups));
  const returns = createReturns({ warehouse, clock, random, rmaTemplates, publish });

  const reports = [
    createDespatchSummary(warehouse, wallClock, itemTypes),
    ...createSalesOrderReports(warehouse, wallClock, lookups.itemName),
    createInventorySummary(warehouse, itemTypes, defaultSite),
    createReturnSummary(warehouse, returns, wallClock, itemTypes),
  ];

  return {
    profile,
    clock,
    random,
    warehouse,
    returns,
    sessions: createSessions(clock, createRandom(seed, "sessions"), profile.sessionMs),
    subscriptions,
    callbacks,
    faults: createFaults(),
    templates: configureTemplates(templates, profile),
    template(name) {
      const template = byName.get(name);
      if (template === undefined) throw new RangeError(`The Peoplevox sandbox has no template '${name}'.`);
      return template;
    },
    itemTypes,
    reports: new Map(reports.map((report) => [report.name.toLowerCase(), report])),
  };
}
