import { z } from "zod";
import type { RunDetail as StoredRun } from "../../store/runs/read-runs.ts";
import type { Comparison } from "../contract/orders.ts";
import { comparedLines } from "../views/compared-lines.ts";
import { fields } from "../views/run-view.ts";

const salesOrder = z.looseObject({
  salesOrderNumber: z.string(),
  status: z.string(),
  onHold: z.boolean(),
  stopShip: z.boolean(),
  phase: z.string().optional(),
  items: z.array(z.looseObject({ itemCode: z.string(), quantityOrdered: z.number() })).default([]),
});
const status = z.looseObject({ salesOrders: z.array(salesOrder) });
const plan = z.looseObject({
  outcome: z.string(),
  because: z.string(),
  inWords: z.string(),
  difference: z.looseObject({
    items: z.array(z.looseObject({ itemCode: z.string(), title: z.string(), from: z.number(), to: z.number() })),
    fields: z.array(z.looseObject({ field: z.string(), from: z.string(), to: z.string() })),
  }),
});
const update = z.looseObject({ inSync: z.boolean(), because: z.string(), done: z.array(z.string()).default([]) });
const snapshot = z.looseObject({ lines: z.array(z.looseObject({ sku: z.string().nullable(), title: z.string() })) });

/**
 * Both sides as the latest run read them, and what it did about the difference. Personal data in it may be masked.
 *
 * @param runs - Oldest first
 * @returns `null` when no run has compared them
 */
export function comparisonOfRuns(runs: readonly StoredRun[]): Comparison | null {
  for (const { run, steps } of runs.toReversed()) {
    const values = steps
      .filter(({ status: ended }) => ended === "succeeded")
      .map(({ output, finishedAt }) => ({ value: fields(output)["returnValue"], finishedAt }));
    const read = values.map(({ value }) => status.safeParse(value).data).findLast((each) => each !== undefined);
    const planned = values.findLast(({ value }) => plan.safeParse(value).success);
    if (read === undefined || planned === undefined) continue;
    const decided = plan.parse(planned.value);
    const updated = values.map(({ value }) => update.safeParse(value).data).findLast((each) => each !== undefined);
    const order = values.map(({ value }) => snapshot.safeParse(value).data).findLast((each) => each !== undefined);
    const titles = new Map(order?.lines.map(({ sku, title }) => [sku, title]));
    const inSync = updated?.inSync ?? decided.outcome === "in-sync";
    return {
      comparedAt: (planned.finishedAt ?? run.queuedAt).toISOString(),
      from: "run",
      runId: run.id,
      inSync,
      inWords: updated === undefined || run.status !== "succeeded" ? decided.inWords : (run.summary ?? decided.inWords),
      because: updated?.because ?? decided.because,
      salesOrders: read.salesOrders.map((each) => ({
        number: each.salesOrderNumber,
        status: each.status,
        onHold: each.onHold,
        // It was read before the run stopped the parcel; what the step did is told in these words.
        stopShip: each.stopShip || (updated?.done.includes(`StopShip set on ${each.salesOrderNumber}`) ?? false),
        part: each.phase === "cancelled" ? "cancelled" : "current",
      })),
      lines: linesOf(read, decided, inSync).map((line) => ({
        ...line,
        title: titles.get(line.itemCode) ?? line.title,
      })),
      details: inSync
        ? []
        : decided.difference.fields.map(({ field, from, to }) => ({ field, wanted: to, inWarehouse: from })),
      gaps: [],
      inShopify: null,
      values: null,
    };
  }
  return null;
}

/** Where the run has brought both sides into step, the warehouse has what the customer wants. */
function linesOf(
  { salesOrders }: z.output<typeof status>,
  { difference }: z.output<typeof plan>,
  inSync: boolean,
): Comparison["lines"] {
  const live = salesOrders.filter(({ phase }) => phase !== "cancelled");
  const changed = new Map(difference.items.map((item) => [item.itemCode, item]));
  const there = live.flatMap(({ items }) =>
    items.map(({ itemCode, quantityOrdered }) => ({
      itemCode,
      title: changed.get(itemCode)?.title ?? itemCode,
      quantity: quantityOrdered,
    })),
  );
  const before = comparedLines([], there).map(({ itemCode, title, inWarehouse }) => ({
    itemCode,
    title,
    quantity: inWarehouse,
  }));
  const wanted = [
    ...before.map((line) => ({ ...line, quantity: changed.get(line.itemCode)?.to ?? line.quantity })),
    ...difference.items
      .filter(({ itemCode }) => !before.some((line) => line.itemCode === itemCode))
      .map(({ itemCode, title, to }) => ({ itemCode, title, quantity: to })),
  ];
  return comparedLines(wanted, inSync ? wanted : before);
}
