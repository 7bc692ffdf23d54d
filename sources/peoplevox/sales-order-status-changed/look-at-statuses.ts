import { createHash } from "node:crypto";
import { findHeaders } from "../../../components/peoplevox/find-lineages.ts";
import { headerFromRow } from "../../../components/peoplevox/sales-order-rows.ts";
import { anyOf, hasStatus } from "../../../components/peoplevox/search-clause.ts";
import type { SalesOrderHeader } from "../../../domain/sales-order/sales-order.ts";
import { statusPhase } from "../../../domain/sales-order/status-phase.ts";
import type { StatusPhase } from "../../../domain/sales-order/status-phase.ts";
import { isInWork, orderOfSalesOrder, statusSummary } from "./sales-order-status-event.ts";
import type { SalesOrderStatusEvent } from "./sales-order-status-event.ts";
import { readState, writeState } from "./status-source.ts";
import type { StatusSource } from "./status-source.ts";
import type { StatusState } from "./status-state.ts";

/** Sales Orders looked at with one request. */
const MOST_AT_ONCE = 100;

/**
 * Looks at the Sales Orders that callbacks named, up to 100 with one request, and tells whose status differs. Now and
 * then it asks for all orders in work too: the net under lost callbacks.
 *
 * Emitting comes before writing: a crash between the two repeats an event, with the same id, and loses none.
 */
export async function lookAtStatuses(source: StatusSource): Promise<void> {
  const sweptAgoMs = source.now() - readState(source).sweptAt;
  // Below 0 the clock was put back since.
  const isSweep = sweptAgoMs >= source.sweepEveryMs || sweptAgoMs < 0;
  const inWork = isSweep ? await readInWork(source) : [];
  const state = readState(source);
  const named = state.pending.slice(0, MOST_AT_ONCE);
  const shown = new Set(inWork.map(({ salesOrderNumber }) => salesOrderNumber));
  const ended = isSweep ? knownInWork(state, source).filter((number) => !shown.has(number)) : [];
  const asked = [...new Set([...named, ...ended])].filter((number) => !shown.has(number));
  const looked = asked.length === 0 ? new Map<string, SalesOrderHeader>() : await findHeaders(source.peoplevox, asked);
  tellNews(source, [...inWork, ...looked.values()], { named: new Set(named), isSweep });
}

/** Orders in work now. A tenant's own status names cannot be searched for; callbacks tell of those. */
async function readInWork({ peoplevox }: StatusSource): Promise<SalesOrderHeader[]> {
  const clause = anyOf([hasStatus("Partially picked"), hasStatus("Picked")]);
  const rows = await peoplevox.client.getAllData("salesOrders", clause);
  return rows.map(headerFromRow);
}

function knownInWork({ last }: StatusState, source: StatusSource): string[] {
  return [...last].filter(([, status]) => isInWork(phaseOf(status, source))).map(([number]) => number);
}

function tellNews(
  source: StatusSource,
  headers: readonly SalesOrderHeader[],
  { named, isSweep }: { readonly named: ReadonlySet<string>; readonly isSweep: boolean },
): void {
  const state = readState(source);
  const last = new Map(state.last);
  const group = state.group + 1;
  const news: SalesOrderStatusEvent[] = [];
  for (const header of headers.filter((each) => isOfChannel(each, source))) {
    const previous = last.get(header.salesOrderNumber) ?? null;
    if (previous === header.status) continue;
    const phase = phaseOf(header.status, source);
    // Deleted first, so that the newest is the last: where room is short, the oldest is forgotten.
    last.delete(header.salesOrderNumber);
    const [wasInWork, inWork] = [previous !== null && isInWork(phaseOf(previous, source)), isInWork(phase)];
    if (inWork || source.told === "every-status") last.set(header.salesOrderNumber, header.status);
    if (source.told === "every-status" || wasInWork !== inWork) {
      news.push(eventOf(header, previous, phase, named.has(header.salesOrderNumber), source));
    }
  }
  for (const event of news) source.emit(event, metadataOf(event, group, source.now()));
  writeState(source, {
    ...state,
    last,
    pending: state.pending.filter((number) => !named.has(number)),
    sweptAt: isSweep ? source.now() : state.sweptAt,
    group: news.length > 0 ? group : state.group,
  });
}

function eventOf(
  header: SalesOrderHeader,
  previousStatus: string | null,
  phase: StatusPhase,
  wasNamed: boolean,
  source: StatusSource,
): SalesOrderStatusEvent {
  const { salesOrderNumber, reference, status, onHold, stopShip } = header;
  return {
    shop: source.shop,
    ...orderOfSalesOrder(header, source.peoplevox.profile),
    salesOrderNumber,
    reference,
    status,
    phase,
    previousStatus,
    workStarted: isInWork(phase),
    onHold,
    stopShip,
    reason: wasNamed ? "callback" : "poll",
    seenAt: new Date(source.now()).toISOString(),
  };
}

function metadataOf(event: SalesOrderStatusEvent, group: number, ts: number) {
  const { salesOrderNumber, status } = event;
  const digest = createHash("sha256").update(`${salesOrderNumber}\n${status}`).digest("base64url").slice(0, 16);
  return { id: `${digest}-${group}`, summary: statusSummary(event), ts };
}

const isOfChannel = ({ fields }: SalesOrderHeader, { channels }: StatusSource): boolean =>
  channels.length === 0 || channels.includes(fields.ChannelName ?? "");

const phaseOf = (status: string, { peoplevox }: StatusSource): StatusPhase =>
  statusPhase(status, peoplevox.profile.statusPhases);
