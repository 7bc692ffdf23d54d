import { createEditHolds } from "../../../components/lastedit/edit-holds.ts";
import { warehouseFromProps } from "../../../components/peoplevox/peoplevox-props.ts";
import { stopParcels, stopsInWords } from "../../../actions/peoplevox/stop-parcel/stop-parcels.ts";
import type { OpenException } from "../../../domain/exceptions/exception.ts";
import type { PersonMove } from "../../../domain/exceptions/person-move.ts";
import { retryExceptions } from "../../cli/exceptions/retry-exceptions.ts";
import { openDataStore } from "../../store/data-store.ts";
import { findUser } from "../../store/users.ts";
import type { ApiContext } from "../api-context.ts";
import type { ActResult, ExceptionAct } from "../contract/exceptions.ts";
import { systemsOfShop } from "../orders/systems-of-shop.ts";
import { exceptionItemOf } from "../views/exception-view.ts";
import { undoOf } from "./allowed-acts.ts";

/** What came of an act before it is put into the contract's shape. */
type Done =
  | { readonly ok: true; readonly because: string; readonly runId?: number }
  | { readonly ok: false; readonly because: string };

/**
 * Does what a person wants with one exception.
 *
 * @returns A refusal that says why and whether anything was changed; also for one that is not there
 */
export async function actOnException(
  context: ApiContext,
  id: string,
  act: ExceptionAct,
  by: string,
): Promise<ActResult> {
  const { exceptions } = context.store;
  const before = await exceptions.get(id);
  if (before === null) return { id, ok: false, because: NOT_THERE, exception: null, runId: null, undo: null };
  const done = await carryOut(context, before, act, by);
  const after = (await exceptions.get(id)) ?? before;
  return {
    id,
    ok: done.ok,
    because: done.because,
    exception: exceptionItemOf(after),
    runId: done.ok ? (done.runId ?? null) : null,
    undo: done.ok ? undoOf(act, before) : null,
  };
}

const NOT_THERE = "There is no such exception. Nothing was changed.";

async function carryOut(context: ApiContext, before: OpenException, act: ExceptionAct, by: string): Promise<Done> {
  if (act.act === "retry") return retry(context, before, act.note, by);
  if (act.act === "stop-parcel") return stopParcel(context, before, act.note, by);
  if (act.act === "assign" && (await findUser(context.store.database, act.to))?.name !== act.to) {
    return { ok: false, because: `There is no user "${act.to}". Nothing was changed.` };
  }
  const { act: what, ...more } = act;
  const [result] = await context.backend.actOnExceptions([before.id], { what, by, ...more } as PersonMove);
  if (result?.ok !== true) return { ok: false, because: result?.because ?? NOT_THERE };
  return { ok: true, because: DONE_WORDS[act.act] };
}

const DONE_WORDS: Readonly<Record<Exclude<ExceptionAct["act"], "retry" | "stop-parcel">, string>> = {
  take: "It is yours now.",
  "give-back": "It waits for somebody again.",
  assign: "It was handed over.",
  snooze: "It is put aside.",
  wake: "It waits for somebody again.",
  note: "The note was added.",
  resolve: "It is resolved.",
  reopen: "It is open again.",
};

async function retry(
  { backend }: ApiContext,
  { id }: OpenException,
  note: string | undefined,
  by: string,
): Promise<Done> {
  const [result] = await retryExceptions(backend, [id], { by, waits: false, ...(note === undefined ? {} : { note }) });
  if (result?.ok !== true) return { ok: false, because: result?.because ?? NOT_THERE };
  return { ok: true, because: `Run ${result.run.id} looks at the order again.`, runId: result.run.id };
}

async function stopParcel(
  context: ApiContext,
  exception: OpenException,
  note: string | undefined,
  by: string,
): Promise<Done> {
  const { installation, store, backend } = context;
  const number = exception.salesOrderNumber;
  if (number === null || exception.status === "closed") {
    return { ok: false, because: "There is no parcel to stop here. Nothing was changed." };
  }
  const systems = systemsOfShop(exception.shop, installation.connections(), installation.recipes.values());
  if (!systems.ok) return { ok: false, because: `${systems.because} Nothing was changed.` };
  const { warehouse, profile, clientId } = warehouseFromProps(systems.peoplevox);
  const holds = createEditHolds(openDataStore(store.database, "lastedit"), clientId);
  const because = `Stopped by ${by}${note === undefined || note === "" ? "" : `: ${note}`}`;
  const stopped = await stopParcels([number], because, { warehouse, profile, holds, now: Date.now });
  const words = `${stopsInWords(stopped)}.`;
  if (!stopped.every(({ outcome }) => outcome === "stopped" || outcome === "stopped-already")) {
    return { ok: false, because: `${words} Nothing was changed.` };
  }
  await backend.actOnExceptions([exception.id], { what: "note", by, note: [words, note ?? ""].join(" ").trim() });
  return { ok: true, because: words };
}
