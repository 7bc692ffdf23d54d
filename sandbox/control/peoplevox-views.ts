import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { PeoplevoxSandbox } from "../peoplevox/index.ts";
import { changesAfterPickingStarted, parcelsDespatched, releasableOverlaps } from "../warehouse/journal-checks.ts";
import type { SalesOrder } from "../warehouse/sales-order.ts";
import { ControlRefusal } from "./control-app.ts";

const journalQuerySchema = z.strictObject({
  since: z.coerce.number().int().min(0).default(0),
  salesOrderNumber: z.string().optional(),
});

/** Routes under `/peoplevox` that only look. */
export function registerPeoplevoxViews(app: FastifyInstance, peoplevox: PeoplevoxSandbox): void {
  const { tenant, requests } = peoplevox;
  const { warehouse } = tenant;
  const { journal, stock } = warehouse;

  app.get("/peoplevox/sales-orders", () => ({ salesOrders: [...warehouse.orders()].map(orderView) }));
  app.get("/peoplevox/sales-orders/:number", (request) => {
    const { number } = request.params as { number: string };
    const order = warehouse.find(number);
    if (order === undefined) throw new ControlRefusal(404, `There is no Sales Order ${number}.`);
    return orderView(order);
  });
  app.get("/peoplevox/rows/:template", (request) => {
    const { template } = request.params as { template: string };
    return { rows: [...tenant.template(template).rows()] };
  });
  app.get("/peoplevox/stock", () => ({
    stock: [...tenant.itemTypes.rows()].map(({ ItemCode: itemCode = "" }) => ({ itemCode, ...stock.level(itemCode) })),
  }));
  app.get("/peoplevox/returns", () => ({ returns: tenant.returns.list() }));

  app.get("/peoplevox/journal", (request) => {
    const { since, salesOrderNumber } = journalQuerySchema.parse(request.query);
    const entries = journal.entries(since);
    return {
      entries:
        salesOrderNumber === undefined
          ? entries
          : entries.filter((entry) => entry.salesOrderNumber.toLowerCase() === salesOrderNumber.toLowerCase()),
    };
  });
  app.get("/peoplevox/journal/checks", () => {
    const entries = journal.entries();
    return {
      entries: entries.length,
      changesAfterPickingStarted: changesAfterPickingStarted(entries),
      releasableOverlaps: releasableOverlaps(entries),
      parcels: Object.fromEntries(parcelsDespatched(entries)),
    };
  });

  app.get("/peoplevox/requests", () => ({ ...requests.counts(), requests: requests.records() }));
  app.get("/peoplevox/sessions", () => ({ sessions: tenant.sessions.list() }));
  app.get("/peoplevox/subscriptions", () => ({ subscriptions: tenant.subscriptions.list() }));
  app.get("/peoplevox/deliveries", () => ({ deliveries: tenant.callbacks.deliveries() }));
  app.get("/peoplevox/faults", () => ({ faults: tenant.faults.list() }));
  app.get("/peoplevox/warehouse/automatic", () => ({
    on: peoplevox.automatic !== null,
    pace: peoplevox.automatic,
  }));
  app.get("/peoplevox/profile", () => {
    const { password: _secret, ...profile } = tenant.profile;
    return profile;
  });
}

function orderView(order: SalesOrder): object {
  const { number, status, onHold, stopShip, fields, lines, importedAt, changedAt, parcel, despatch } = order;
  const items = lines.map(({ fields: itemFields, ...line }) => ({ ...line, fields: itemFields }));
  return { number, status, onHold, stopShip, fields, items, importedAt, changedAt, parcel, despatch };
}
