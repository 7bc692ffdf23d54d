import type { ExceptionStore } from "../../../components/lastedit/exception-store.ts";
import type { ExceptionDraft, ExceptionKind } from "../../../domain/exceptions/exception.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";

const MINUTE_MS = 60_000;
const WANTED = [
  { itemCode: "OXF-SHI-NAV-M", title: "Oxford shirt, navy, M", quantity: 1 },
  { itemCode: "OXF-SHI-NAV-L", title: "Oxford shirt, navy, L", quantity: 2 },
  { itemCode: "TEE-WHT-S", title: "T-shirt, white, S", quantity: 1 },
];
const PICKED = [
  { itemCode: "OXF-SHI-NAV-M", title: "Oxford shirt, navy, M", quantity: 2 },
  { itemCode: "TEE-WHT-S", title: "T-shirt, white, S", quantity: 1 },
];

interface Row {
  readonly kind: ExceptionKind;
  /** Of `#2000` and so on, the number's end. */
  readonly order: number;
  /** Null where there is no deadline; below zero when it is over. */
  readonly dueInMinutes: number | null;
  readonly happened: string;
  readonly changed: string;
}

const ROWS: readonly Row[] = [
  {
    kind: "picking-started",
    order: 117,
    dueInMinutes: 42,
    happened: "Two shirts became one, and a larger one was added, while Sales Order 2117 was being picked.",
    changed: "The parcel is stopped. The lines of the Sales Order were left as they are.",
  },
  {
    kind: "already-despatched",
    order: 112,
    dueInMinutes: -25,
    happened: "The parcel left 25 minutes before the customer changed the order.",
    changed: "Nothing was changed.",
  },
  {
    kind: "unknown-sku",
    order: 110,
    dueInMinutes: 190,
    happened: "OXF-SHI-NAV-XXL is not among the items that Peoplevox has.",
    changed: "Sales Order 2110 is held; its lines were left as they are.",
  },
  {
    kind: "missing-in-warehouse",
    order: 108,
    dueInMinutes: null,
    happened: "Peoplevox has had no Sales Order of this order for an hour.",
    changed: "Nothing was changed.",
  },
  {
    kind: "several-live-sales-orders",
    order: 105,
    dueInMinutes: 75,
    happened: "Sales Orders 2105 and 2105-2 could both be sent.",
    changed: "Both are held.",
  },
];

/** Work for people, of the past that `seed-history.ts` makes; one is taken, and one was noted about. */
export async function seedExceptions(exceptions: ExceptionStore): Promise<void> {
  const raised = [];
  for (const row of ROWS) raised.push(await exceptions.raise(draftOf(row)));
  const [first, second] = raised;
  if (first === undefined || second === undefined) return;
  await exceptions.act(second.id, { what: "take", by: "Priya Nair" });
  await exceptions.act(second.id, {
    what: "note",
    by: "Priya Nair",
    note: "Asked the customer whether she sends it back.",
  });
  await exceptions.act(first.id, { what: "note", by: "Priya Nair", note: "The picker is in aisle 4." });
}

function draftOf({ kind, order, dueInMinutes, happened, changed }: Row): ExceptionDraft {
  const { owner, severity, whatToDo } = EXCEPTION_KINDS[kind];
  const name = `#${2000 + order}`;
  const salesOrder = kind === "missing-in-warehouse" ? null : name.slice(1);
  return {
    kind,
    owner,
    severity,
    shop: "demo.myshopify.com",
    lineage: name,
    orderName: name,
    orderId: String(7_002_000 + order),
    salesOrderNumber: salesOrder,
    whatHappened: happened,
    whatWasChanged: changed,
    whatToDo: whatToDo.replaceAll("{order}", name).replaceAll("{salesOrder}", salesOrder ?? ""),
    mattersUntil: dueInMinutes === null ? null : new Date(Date.now() + dueInMinutes * MINUTE_MS).toISOString(),
    wanted: WANTED,
    inWarehouse: kind === "missing-in-warehouse" ? [] : PICKED,
  };
}
