import type { ExceptionStore } from "../../../components/lastedit/exception-store.ts";
import type { ExceptionDraft, ExceptionKind, OpenException } from "../../../domain/exceptions/exception.ts";
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
    kind: "already-despatched",
    order: 111,
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

/** Of `#2000` and so on, the order whose parcel was stopped. */
const STOPPED = 117;
const STOPPED_DUE_IN_MINUTES = 42;

/**
 * Work for people, of the past that `seed-history.ts` makes; one is taken, and one was noted about.
 *
 * @param told - What people were told of the run of which `#2117` is a copy; it is settled
 */
export async function seedExceptions(exceptions: ExceptionStore, told: OpenException): Promise<void> {
  const by = "Priya Nair";
  const note = "The parcel was opened and packed again.";
  await exceptions.act(told.id, { what: "resolve", by, note });
  const stopped = await exceptions.raise(copyOf(told));
  await exceptions.act(stopped.id, { what: "note", by, note: "The picker is in aisle 4." });
  for (const row of ROWS) {
    const { id, kind } = await exceptions.raise(draftOf(row));
    if (kind !== "already-despatched") continue;
    await exceptions.act(id, { what: "take", by });
    await exceptions.act(id, { what: "note", by, note: "Asked the customer whether she sends it back." });
  }
}

function copyOf(told: OpenException): ExceptionDraft {
  const number = new RegExp(`\\b${told.orderName.slice(1)}\\b`, "g");
  const copy = JSON.parse(JSON.stringify(told).replaceAll(number, String(2000 + STOPPED))) as OpenException;
  return {
    kind: copy.kind,
    owner: copy.owner,
    severity: copy.severity,
    shop: "demo.myshopify.com",
    lineage: copy.lineage,
    orderName: copy.orderName,
    orderId: String(7_002_000 + STOPPED),
    salesOrderNumber: copy.salesOrderNumber,
    whatHappened: copy.whatHappened,
    whatWasChanged: copy.whatWasChanged,
    whatToDo: copy.whatToDo,
    mattersUntil: inMinutes(STOPPED_DUE_IN_MINUTES),
    wanted: copy.wanted,
    inWarehouse: copy.inWarehouse,
  };
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
    mattersUntil: dueInMinutes === null ? null : inMinutes(dueInMinutes),
    wanted: WANTED,
    inWarehouse: kind === "missing-in-warehouse" ? [] : PICKED,
  };
}

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * MINUTE_MS).toISOString();
}
