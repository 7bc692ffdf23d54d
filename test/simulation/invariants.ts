import type { JournalEntry, OrderState, ValueChange } from "../../sandbox/warehouse/journal.ts";
import { REFUSALS } from "../../sandbox/warehouse/edit-rules.ts";
import { referenceOf, workStarted } from "../../sandbox/warehouse/sales-order.ts";
import type { SalesOrder } from "../../sandbox/warehouse/sales-order.ts";
import type { Durable, StoredRun } from "./durable.ts";
import { openExceptions } from "./open-exceptions.ts";
import type { People } from "./people.ts";
import type { SimulatedPeoplevox } from "./peoplevox.ts";
import type { SimulatedShopify } from "./shopify.ts";
import { rootOf, unitsOf, wantedUnits } from "./wanted.ts";
import type { World } from "./world.ts";

/** A promise that did not hold. */
export interface Violation {
  /** One of a few names, by which a shrunken seed is known to fail in the same way. */
  readonly rule: string;
  readonly words: string;
}

export interface Watch {
  readonly violations: readonly Violation[];
  /** Called when something about orders changed in the shop. */
  noteShop(): void;
  /** Called when a webhook was answered with 200. */
  noteAnswer(recipe: string, orderId: string): void;
  /** Whether our records say that a flag is ours. */
  isRecorded(number: string, flag: "OnHold" | "StopShip"): boolean;
  /** Who placed what is set on a Sales Order now. */
  placedBy(number: string, flag: "OnHold" | "StopShip"): string | null;
}

interface WatchOptions {
  readonly world: World;
  readonly peoplevox: SimulatedPeoplevox;
  readonly shopify: SimulatedShopify;
  readonly durable: Durable;
  readonly people: People;
}

/** Columns that may be written once picking has started: they stop a parcel or describe it. */
const HARMLESS = new Set(["OnHold", "StopShip", "DespatchTrackingNumber", "CarrierName"]);

const SWAP = "swap-recreated-order";

const namesOrder = (event: unknown, id: number): boolean =>
  ((event as { readonly orderIds?: readonly string[] }).orderIds ?? []).includes(String(id));

/** A flag that somebody placed so short a time ago was not there yet when we read the Sales Order. */
const UNSEEN_MS = 30_000;

/** Looks at every change of a Sales Order in the moment it is made. Shares no rule with the code it watches. */
export function watchEverything({ world, peoplevox, shopify, durable, people }: WatchOptions): Watch {
  const { scheduler, scenario } = world;
  const { warehouse, profile } = peoplevox.tenant;
  const violations: Violation[] = [];
  const placed = new Map<string, string>();
  const placedAtMs = new Map<string, number>();
  /** When each Sales Order that we did not create came into the warehouse. */
  const arrivedAtMs = new Map<string, number>();
  /** By reference: which others could go out as well when we placed our hold. That they still can is not our doing. */
  const overlappedBefore = new Map<string, ReadonlySet<string>>();
  /** Flags that a person placed while, or just before, we placed ours: whose they are, nobody can tell. */
  const ambiguous = new Set<string>();
  /** Sales Orders of which somebody took a hold away: from then on a picker may be faster than any write. */
  const letGo = new Set<string>();
  /** Sales Orders whose lines the importer wrote once picking had begun: what was picked by then, nobody can see. */
  const rewritten = new Set<string>();
  const versions = new Map<string, { readonly fromMs: number; readonly units: string }[]>();
  let seen = 0;

  const violate = (rule: string, words: string): void => {
    world.note(`VIOLATION ${rule}: ${words}`);
    violations.push({ rule, words });
  };

  const othersThatCanGo = (order: SalesOrder): SalesOrder[] =>
    [...warehouse.orders()].filter(
      (other) => other !== order && rootOf(referenceOf(other)) === rootOf(referenceOf(order)) && canGo(other),
    );

  warehouse.listen((event) => {
    if (event.kind !== "order-changed") return;
    const entries = warehouse.journal.entries(seen);
    seen += entries.length;
    for (const entry of entries) look(entry, event.order);
  });

  function look(entry: JournalEntry, order: SalesOrder): void {
    if (entry.salesOrderNumber.toLowerCase() !== order.number.toLowerCase()) {
      lookAtRefusal(entry);
      return;
    }
    world.note(`  ${entry.by} `, () => `${inWords(entry)} ${order.number}: ${stateInWords(entry.after)}`);
    lookAtRefusal(entry);
    if (entry.before === null && entry.by !== "api") arrivedAtMs.set(order.number, scheduler.now());
    lookAtFlags(entry, order);
    const isLate = entry.before !== null && workStarted(entry.before.status);
    if (entry.by === "importer" && entry.kind === "write-accepted" && isLate) rewritten.add(order.number);
    if (entry.by === "api") {
      noWriteOncePicked(entry);
      oneAtATime(entry, order);
      linesAreRight(entry, order);
    }
    if (entry.kind === "despatched") rightParcel(order);
  }

  function lookAtRefusal(entry: JournalEntry): void {
    if (entry.kind !== "write-refused" || entry.by !== "api" || entry.before === null) return;
    // A merchant who lets lines be added while picking has us try, whatever his Peoplevox says to it.
    if (scenario.policy.addsWhilePicking === "apply" || scenario.policy.addressOncePicked === "apply-until-picked")
      return;
    if (letGo.has(entry.salesOrderNumber)) return;
    const late = entry.reason === REFUSALS.locked || entry.reason === REFUSALS.cancelLocked;
    if (late && workStarted(entry.before.status) && entry.before.status !== "Despatched") {
      violate(
        "write-once-picked",
        `${entry.salesOrderNumber} is ${entry.before.status}: a write was tried and refused`,
      );
    }
  }

  function noWriteOncePicked(entry: JournalEntry): void {
    if (entry.kind !== "write-accepted" || entry.before === null || !workStarted(entry.before.status)) return;
    if (letGo.has(entry.salesOrderNumber)) return;
    const columns = entry.changes.filter((change) => !mayChange(change, entry.before)).map(({ column }) => column);
    if (columns.length === 0) return;
    violate("write-once-picked", `${entry.salesOrderNumber} is ${entry.before.status}: ${columns.join(", ")} written`);
  }

  /** What a merchant may let us write while an order is being picked: lines that are added, and what is on the label. */
  function mayChange({ column, before, after }: ValueChange, state: OrderState | null): boolean {
    if (HARMLESS.has(column)) return true;
    // What was being picked when it was read may be picked by the time of the write.
    if (state?.status !== "Partially picked" && state?.status !== "Picked") return false;
    const { addsWhilePicking, addressOncePicked } = scenario.policy;
    const adds = before === null || (column.endsWith(".QuantityOrdered") && Number(after) > Number(before));
    if (addsWhilePicking === "apply" && (adds || isHeader(column))) return true;
    return addressOncePicked === "apply-until-picked" && isHeader(column);
  }

  function oneAtATime(entry: JournalEntry, order: SalesOrder): void {
    const before = entry.before !== null && canGoIn(entry.before);
    const after = entry.after !== null && canGoIn(entry.after);
    const reference = referenceOf(order);
    if (before && !after) {
      overlappedBefore.set(reference, new Set(othersThatCanGo(order).map(({ number }) => number)));
    }
    if (before || !after) return;
    const others = othersThatCanGo(order)
      .filter((other) => !cameInUnseen(order, other))
      .filter((other) => !isCopyOfOurs(order, other))
      .filter(({ number }) => overlappedBefore.get(reference)?.has(number) !== true);
    overlappedBefore.delete(reference);
    if (others.length > 0) {
      violate("two-could-go", `${[order, ...others].map(({ number }) => number).join(" and ")} could both go out`);
    }
    const gone = [...warehouse.orders()].find(
      (other) => other !== order && other.status === "Despatched" && referenceOf(other) === referenceOf(order),
    );
    if (gone !== undefined) violate("sent-twice", `${order.number} can go out, and ${gone.number} has gone`);
  }

  /**
   * Who keys an order in while we hold it has made two that can go; the next sweep tells of them. Who copies an order
   * while we hold it has done so too, until LastEdit has heard of the copy.
   */
  function cameInUnseen(order: SalesOrder, other: SalesOrder): boolean {
    const flags = ["OnHold", "StopShip"].flatMap((flag) => placedAtMs.get(`${order.number} ${flag}`) ?? []);
    const arrivedMs = arrivedAtMs.get(other.number) ?? 0;
    if (flags.length === 0 || arrivedMs < Math.min(...flags)) return false;
    const copy = shopify.store.orderByName(referenceOf(other));
    const isCopy = copy !== undefined && referenceOf(other) !== referenceOf(order);
    return !isCopy || !durable.runs.some(({ recipe, event }) => recipe === SWAP && namesOrder(event, copy.id));
  }

  /** Where nobody else imports orders, we create a copy too, before it is known for one: the swap then keeps it back. */
  const isCopyOfOurs = (order: SalesOrder, other: SalesOrder): boolean =>
    scenario.policy.whenMissing === "create" && referenceOf(order) !== referenceOf(other);

  function lookAtFlags(entry: JournalEntry, order: SalesOrder): void {
    for (const flag of ["OnHold", "StopShip"] as const) {
      const name = flag === "OnHold" ? "onHold" : "stopShip";
      const before = entry.before?.[name] ?? false;
      const after = entry.after?.[name] ?? false;
      const key = `${order.number} ${flag}`;
      if (after && !before) {
        placed.set(key, entry.by);
        placedAtMs.set(key, scheduler.now());
        if (entry.by !== "api" && hasRecord(order.number, flag)) ambiguous.add(key);
        if (entry.by === "api" && !hasRecord(order.number, flag)) {
          violate("hold-without-record", `${flag} of ${order.number} is ours, and no record says so`);
        }
      }
      const justPlaced = scheduler.now() - (placedAtMs.get(key) ?? 0) < UNSEEN_MS;
      if (before && after && entry.by === "api" && placed.get(key) !== "api" && justPlaced) ambiguous.add(key);
      if (!before || after) continue;
      const owner = placed.get(key);
      placed.delete(key);
      if (entry.by !== "api") letGo.add(order.number);
      if (entry.by === "api" && owner !== "api" && !ambiguous.delete(key)) {
        violate("foreign-hold-released", `${flag} of ${order.number} was placed by ${owner ?? "nobody"}`);
      }
    }
  }

  const hasRecord = (number: string, flag: string): boolean =>
    ["", "swap/"].some((part) =>
      (durable.records.get(`hold/${part}${profile.clientId}/${number}`) ?? "").includes(`"${flag}"`),
    );

  /** What is let go must be what the customer wanted at some moment since the run that lets it go has read the order. */
  function linesAreRight(entry: JournalEntry, order: SalesOrder): void {
    const { before, after } = entry;
    if (before?.onHold !== true || after?.onHold !== false || workStarted(after.status)) return;
    if (after.status === "Cancelled") return;
    const reads = durable.runs.filter((run) => isAbout(run, order)).map(readOrderAtMs);
    if (reads.length === 0 || reads.includes(null)) return;
    const sinceMs = Math.min(...reads.map((at) => at ?? 0));
    if ((people.touchedAtMs.get(order.number) ?? 0) >= sinceMs) return;
    const has = unitsOf(order.lines.map(({ itemCode, quantityOrdered }) => [itemCode, quantityOrdered]));
    const wanted = versionsSince(referenceOf(order), sinceMs);
    if (wanted.includes(has)) return;
    violate("released-wrong", `${order.number} has ${has || "nothing"}, wanted was ${wanted.join(" or ")}`);
  }

  function isAbout({ status, event }: StoredRun, order: SalesOrder): boolean {
    const { orderName, orderId } = event as { readonly orderName?: string; readonly orderId?: string };
    const name = orderName ?? shopify.store.orders.get(Number(orderId))?.name ?? "";
    return status === "running" && rootOf(name) === rootOf(referenceOf(order));
  }

  /**
   * When the order was read that the run decided by: a continued run reads it again, and keeps what it had decided.
   * `null`: a run that does not read lines, such as a swap.
   */
  function readOrderAtMs({ steps }: StoredRun): number | null {
    const succeeded = steps.filter(({ status }) => status === "succeeded");
    const decided = succeeded.findLast(({ namespace }) => namespace === "update")?.startedAt.getTime() ?? Infinity;
    const read = succeeded.findLast(
      ({ namespace, startedAt }) => namespace === "order" && startedAt.getTime() <= decided,
    );
    return read === undefined ? null : read.startedAt.getTime();
  }

  function versionsSince(name: string, sinceMs: number): string[] {
    const all = versions.get(name) ?? [];
    return all.filter((_, index) => (all[index + 1]?.fromMs ?? Infinity) >= sinceMs).map(({ units }) => units);
  }

  /** A parcel that is not what the customer wants: somebody was told, or we had not looked at the change yet. */
  function rightParcel(order: SalesOrder): void {
    const shopOrder = shopify.store.orderByName(referenceOf(order));
    // A merchant who lets lines be added while picking takes it that a parcel may have been packed by then.
    const mayBePacked = scenario.policy.addsWhilePicking === "apply";
    if (shopOrder === undefined || mayBePacked || rewritten.has(order.number)) return;
    const sent = unitsOf((order.parcel ?? []).map(({ itemCode, quantity }) => [itemCode, quantity]));
    const wanted = wantedUnits(shopOrder);
    if (sent === wanted) return;
    const looked = durable.runs
      .filter(({ recipe, status }) => recipe === "send-order-edit-to-warehouse" && status === "succeeded")
      .filter((run) => (run.event as { orderId?: string }).orderId === String(shopOrder.id))
      .map((run) => readOrderAtMs(run) ?? 0);
    const lookedAtMs = Math.max(0, ...looked);
    const changedSince = shopOrder.updatedAt + 1000 >= lookedAtMs;
    const touchedSince = (people.touchedAtMs.get(order.number) ?? 0) >= lookedAtMs;
    if (changedSince || touchedSince || openExceptions(durable, referenceOf(order)).length > 0) return;
    violate("wrong-parcel", `${order.number} left with ${sent}, wanted ${wanted || "nothing"}, and nobody was told`);
  }

  return {
    violations,
    isRecorded: hasRecord,
    placedBy: (number, flag) => placed.get(`${number} ${flag}`) ?? null,
    noteAnswer(recipe, orderId) {
      // Whatever the source makes of it, what it knows of the order is stored by then.
      if ((durable.sources.get(recipe) ?? "").includes(orderId)) return;
      if (durable.runs.some((run) => JSON.stringify(run.event).includes(orderId))) return;
      violate("answered-unstored", `a webhook about order ${orderId} was answered, and ${recipe} has not stored it`);
    },
    noteShop() {
      for (const order of shopify.store.orders.values()) {
        const units = wantedUnits(order);
        const known = versions.get(order.name) ?? [];
        if (known.at(-1)?.units !== units) versions.set(order.name, [...known, { fromMs: scheduler.now(), units }]);
      }
    },
  };
}

/** Whether a parcel of it could still leave. A hold does not interrupt a pick that has begun. */
const isHeader = (column: string): boolean => /^[A-Za-z0-9]+$/.test(column) && column !== "Status";

function canGoIn({ status, onHold, stopShip }: OrderState): boolean {
  if (status === "Cancelled" || status === "Despatched" || stopShip) return false;
  return !onHold || workStarted(status);
}

export const canGo = (order: SalesOrder): boolean =>
  canGoIn({ status: order.status, onHold: order.onHold, stopShip: order.stopShip, reference: "" });

function inWords(entry: JournalEntry): string {
  if (entry.kind !== "write-accepted") return entry.kind;
  return (
    entry.changes.map(({ column, before, after }) => `${column} ${before ?? "–"} → ${after ?? "–"}`).join(", ") ||
    "writes nothing new to"
  );
}

function stateInWords(state: OrderState | null): string {
  if (state === null) return "gone";
  return `${state.status}${state.onHold ? ", on hold" : ""}${state.stopShip ? ", stopped" : ""}`;
}
