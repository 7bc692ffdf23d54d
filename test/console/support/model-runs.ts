import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "../../../runtime/cli/installation/open-store.ts";
import type { OpenException } from "../../../domain/exceptions/exception.ts";

export interface Ordered {
  readonly id: string;
  readonly name: string;
}

export type Control = <Answer>(path: string, body: object) => Promise<Answer>;

/** A run that really happened, of which a past is made. */
export interface ModelRun {
  readonly id: number;
  /** Of its order and its Sales Order, such as `1001`. */
  readonly number: string;
}

export interface ModelRuns {
  /** The edit came before the picker. */
  readonly inTime: ModelRun;
  /** The picker came before the edit; the parcel was stopped. */
  readonly tooLate: ModelRun;
  /** What people were told of `tooLate`. */
  readonly told: OpenException;
}

const LOOK_EVERY_MS = 100;
const AT_MOST_MS = 60_000;

/** Places two orders, lets the warehouse begin with the second, and edits both. */
export async function modelRuns(store: Store, control: Control): Promise<ModelRuns> {
  const first = await placeOrder(control);
  const second = await placeOrder(control);
  // The warehouse imports an order first, as it does in life.
  await until(`the warehouse to begin with ${second.name}`, async () => {
    const step = { action: "pick", salesOrderNumber: numberOf(second), itemCode: "OXF-SHI-NAV-M", units: 1 };
    return control("/peoplevox/warehouse/step", step).catch(() => null);
  });
  const larger = { add: { sku: "OXF-SHI-NAV-L", quantity: 1 } };
  await control(`/shopify/orders/${first.id}/edit`, { changes: [larger] });
  // The first run is the first edit's.
  await runOf(store, first, null);
  await control(`/shopify/orders/${second.id}/edit`, { changes: [larger] });
  const [inTime, tooLate] = [await runOf(store, first, "apply-in-place"), await runOf(store, second, "stop-parcel")];
  const [told] = await store.exceptions.list({ order: second.name });
  if (told === undefined) throw new Error(`Nobody was told that the parcel of ${second.name} was stopped.`);
  return { inTime, tooLate, told };
}

export function placeOrder(control: Control, more: object = {}): Promise<Ordered> {
  return control<Ordered>("/shopify/orders", { lines: [{ sku: "OXF-SHI-NAV-M", quantity: 2 }], ...more });
}

function runOf({ database }: Store, order: Ordered, outcome: string | null): Promise<ModelRun> {
  const what = outcome === null ? "that has begun" : `that ends with ${outcome}`;
  return until(`a run of ${order.name} ${what}`, async () => {
    const { rows } = await database.query<{ id: number }>(
      `SELECT id FROM lastedit.runs
       WHERE order_name = $1 AND ($2::text IS NULL OR (status = 'succeeded' AND outcome = $2)) LIMIT 1`,
      [order.name, outcome],
    );
    return rows[0] === undefined ? null : { id: rows[0].id, number: numberOf(order) };
  });
}

async function until<Found>(what: string, look: () => Promise<Found | null>): Promise<Found> {
  const end = Date.now() + AT_MOST_MS;
  while (Date.now() < end) {
    const found = await look();
    if (found !== null) return found;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`Waited ${AT_MOST_MS / 1_000} s for ${what}. The demo has no past.`);
}

function numberOf({ name }: Ordered): string {
  return name.replace("#", "");
}
