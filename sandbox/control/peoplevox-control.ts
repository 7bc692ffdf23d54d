import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { faultSchema } from "../peoplevox/faults.ts";
import type { PeoplevoxSandbox } from "../peoplevox/index.ts";
import { saveRows } from "../peoplevox/save-rows.ts";
import { seedItems } from "../peoplevox/seed-items.ts";
import { DEFAULT_PACE } from "../warehouse/pickers.ts";
import { performStep, warehouseStepSchema } from "../warehouse/steps.ts";
import { ControlRefusal } from "./control-app.ts";
import { registerPeoplevoxViews } from "./peoplevox-views.ts";

const itemsSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      ItemCode: z.string().min(1),
      Name: z.string().optional(),
      Barcode: z.string().optional(),
      OnHand: z.int().min(0).optional(),
    }),
  ),
});

const rowsSchema = z.strictObject({
  template: z.string(),
  rows: z.array(z.record(z.string(), z.string())),
  action: z.literal([0, 1, 2]).default(0),
});

const milliseconds = z.int().min(0).optional();
const paceSchema = z.strictObject({
  on: z.boolean(),
  pickStartMs: milliseconds,
  pickLineMs: milliseconds,
  packMs: milliseconds,
  despatchMs: milliseconds,
  allocationRunMs: z.int().min(1).optional(),
  jitter: z.number().min(0).max(1).optional(),
});

const returnsSchema = z.strictObject({
  salesOrderNumber: z.string(),
  rmaNumber: z.string().optional(),
  items: z.array(
    z.strictObject({
      itemCode: z.string(),
      quantity: z.int().min(1),
      reason: z.string().optional(),
      condition: z.string().optional(),
      comments: z.string().optional(),
      reusable: z.boolean().optional(),
    }),
  ),
});

const callbackFaultsSchema = z.strictObject({
  drop: z.number().min(0).max(1).default(0),
  duplicate: z.number().min(0).max(1).default(0),
  delayMs: z.int().min(0).default(0),
});

/** Routes under `/peoplevox` that change something; `sandbox/README.md` documents each. */
export function registerPeoplevoxControl(app: FastifyInstance, peoplevox: PeoplevoxSandbox): void {
  const { tenant } = peoplevox;
  registerPeoplevoxViews(app, peoplevox);

  app.post("/peoplevox/items", (request) => {
    const { items } = itemsSchema.parse(request.body);
    seedItems(tenant, items);
    return { items: items.length };
  });

  app.post("/peoplevox/rows", (request) => {
    const { template: name, rows, action } = rowsSchema.parse(request.body);
    const incoming = rows.map((cells) => ({ cells, problem: null }));
    const outcomes = saveRows(tenant.warehouse, tenant.template(name), incoming, { action, by: "control" });
    const errors = outcomes.flatMap(({ reference, error }) => (error === null ? [] : [`${reference}: ${error}`]));
    const stored = outcomes.length - errors.length;
    if (errors.length > 0) throw new ControlRefusal(409, `${stored} rows were stored, not these: ${errors.join("; ")}`);
    return { rows: stored };
  });

  app.post("/peoplevox/warehouse/step", (request) => {
    const step = warehouseStepSchema.parse(request.body);
    const refusal = performStep(tenant.warehouse, tenant.random, step);
    if (refusal !== null) throw new ControlRefusal(409, `${refusal}. Nothing was changed.`);
    return { done: step.action };
  });

  app.put("/peoplevox/warehouse/automatic", (request) => {
    const { on, ...pace } = paceSchema.parse(request.body);
    const given = Object.fromEntries(Object.entries(pace).filter(([, value]) => value !== undefined));
    peoplevox.setAutomatic(on ? { ...DEFAULT_PACE, ...given } : null);
    return { on, pace: peoplevox.automatic };
  });

  app.post("/peoplevox/returns", (request) => {
    const refusal = tenant.returns.receive(returnsSchema.parse(request.body));
    if (refusal !== null) throw new ControlRefusal(409, `${refusal}. Nothing was changed.`);
    return { returns: tenant.returns.list() };
  });

  app.post("/peoplevox/faults", (request) => {
    tenant.faults.add(faultSchema.parse(request.body));
    return { faults: tenant.faults.list() };
  });
  app.delete("/peoplevox/faults", () => {
    tenant.faults.clear();
    return { faults: [] };
  });

  app.post("/peoplevox/sessions/expire", () => ({ expired: tenant.sessions.expireAll() }));
  app.post("/peoplevox/restart", async (request) => {
    const { downMs } = z.strictObject({ downMs: z.int().min(0).default(0) }).parse(request.body ?? {});
    await peoplevox.restart(downMs);
    return { url: peoplevox.url };
  });
  app.put("/peoplevox/callback-faults", (request) => {
    const faults = callbackFaultsSchema.parse(request.body);
    tenant.callbacks.setFaults(faults);
    return faults;
  });
  app.delete("/peoplevox/requests", () => {
    peoplevox.requests.reset();
    return peoplevox.requests.counts();
  });
}
