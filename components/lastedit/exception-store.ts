import type {
  ExceptionDraft,
  ExceptionKind,
  ExceptionOwner,
  OpenException,
} from "../../domain/exceptions/exception.ts";
import { CLOSED_BY_NAME, EXCEPTION_KINDS } from "../../domain/exceptions/exception-kinds.ts";
import type { ExceptionSubjectArea } from "../../domain/exceptions/exception-kinds.ts";
import { awake, exceptionId, superseded } from "../../domain/exceptions/exception-ledger.ts";
import type { StateName } from "../../domain/exceptions/exception-state.ts";
import type { MoveOutcome, PersonMove } from "../../domain/exceptions/person-move.ts";
import { upgraded } from "../../domain/exceptions/upgrade.ts";
import type { StoredException } from "../../domain/exceptions/upgrade.ts";
import { createExceptionWriter, EXCEPTION_PREFIX } from "./exception-writer.ts";
import { recordsUnder } from "./record-store.ts";
import type { RecordStore } from "./record-store.ts";
import { createRoutingStore } from "./routing-store.ts";

/** Exceptions of all orders, one per lineage and kind. */
export interface ExceptionStore {
  /** Opens the exception or counts it again; older findings about the same subject are closed. */
  raise(draft: ExceptionDraft): Promise<OpenException>;
  /**
   * Closes what is open for an order, except the kinds named. Returns what was closed.
   *
   * @param about - Only findings about these subjects; by default all that an order in sync answers
   */
  closeHealed(
    order: OrderLineage,
    because: string,
    except?: readonly ExceptionKind[],
    about?: readonly ExceptionSubjectArea[],
  ): Promise<OpenException[]>;
  get(id: string): Promise<OpenException | null>;
  /** Exceptions that fit all that is asked for, newest first. */
  list(filter?: ExceptionFilter): Promise<OpenException[]>;
  /** Does the same with one or many exceptions: take, give back, snooze, resolve, ask for a retry. In the order given. */
  act(ids: string | readonly string[], move: PersonMove): Promise<ActResult[]>;
  /** Keeps house; call it now and then. */
  settle(): Promise<Settled>;
}

export interface ExceptionFilter {
  readonly status?: OpenException["status"];
  readonly states?: readonly StateName[];
  readonly owner?: ExceptionOwner;
  readonly shop?: string;
  /** Name of the order or of its root order; the `#` may be missing. */
  readonly order?: string;
}

export interface Settled {
  /** Changes that a simultaneous writer had overwritten, carried out now. */
  readonly restored: number;
  /** Exceptions that were closed for longer than they are kept, and are gone now. */
  readonly forgotten: number;
}

/** What came of a move for one exception. */
export type ActResult = { readonly id: string } & MoveOutcome;

/** The order an exception belongs to: its shop and the name of its root order. */
export interface OrderLineage {
  readonly shop: string;
  readonly lineage: string;
}

/** As long as the run history keeps its runs by default. */
const CLOSED_KEPT_MS = 90 * 86_400_000;

export interface ExceptionStoreOptions {
  /**
   * How long `settle` leaves a closed exception; `null` where somebody else takes old ones away.
   *
   * @defaultValue 90 days
   */
  readonly closedKeptMs?: number | null;
}

/**
 * @param store - Where records are kept
 * @param now - Milliseconds since 1970
 */
export function createExceptionStore(
  store: RecordStore,
  now: () => number,
  { closedKeptMs = CLOSED_KEPT_MS }: ExceptionStoreOptions = {},
): ExceptionStore {
  const writer = createExceptionWriter(store, now);
  const routing = createRoutingStore(store);
  const asOfNow = (exception: OpenException): OpenException => awake(exception, new Date(now()).toISOString());

  /** One look-up per kind: the store can list its keys, but not by prefix. */
  async function ofLineage({ shop, lineage }: OrderLineage): Promise<OpenException[]> {
    const kinds = Object.keys(EXCEPTION_KINDS) as ExceptionKind[];
    const found = await Promise.all(kinds.map((kind) => writer.read(exceptionId({ shop, lineage, kind }))));
    return found.filter((exception) => exception !== null);
  }

  async function close(exceptions: readonly OpenException[], because: string): Promise<OpenException[]> {
    const open = exceptions.filter(({ status }) => status === "open");
    const done = await Promise.all(open.map(({ id }) => writer.change(id, { what: "close", because })));
    return done.flatMap((outcome) => (outcome.ok ? [outcome.exception] : []));
  }

  async function forgetOld(): Promise<number> {
    if (closedKeptMs === null) return 0;
    const isOld = ({ closedAt }: Pick<OpenException, "closedAt">): boolean =>
      closedAt !== null && now() - Date.parse(closedAt) > closedKeptMs;
    const records = await recordsUnder(store, EXCEPTION_PREFIX);
    const old = records.filter(([, stored]) => isOld(stored as StoredException));
    for (const [id] of old) await store.delete(EXCEPTION_PREFIX + id);
    return old.length;
  }

  return {
    async raise(draft) {
      const assigned = await routing.assign(draft);
      const raised = await writer.change(exceptionId(draft), { what: "raise", draft: assigned });
      if (!raised.ok) throw new Error(`Exception ${exceptionId(draft)} could not be raised: ${raised.because}`);
      const others = superseded(draft, await ofLineage(draft));
      await close(others, `A newer finding took its place: ${EXCEPTION_KINDS[draft.kind].title}.`);
      return raised.exception;
    },
    async closeHealed(order, because, except = [], about) {
      const known = await ofLineage(order);
      const isMeant = ({ kind }: OpenException): boolean => {
        const area = EXCEPTION_KINDS[kind].about;
        return !except.includes(kind) && (about?.includes(area) ?? !CLOSED_BY_NAME.includes(area));
      };
      return close(known.filter(isMeant), because);
    },
    async get(id) {
      const exception = await writer.read(id);
      return exception === null ? null : asOfNow(exception);
    },
    async list(filter = {}) {
      const records = await recordsUnder(store, EXCEPTION_PREFIX);
      return records
        .map(([, stored]) => asOfNow(upgraded(stored as StoredException)))
        .filter((exception) => fits(exception, filter))
        .sort((a, b) => b.lastSeenAt.localeCompare(a.lastSeenAt));
    },
    async act(ids, move) {
      const results: ActResult[] = [];
      for (const id of new Set([ids].flat())) results.push({ id, ...(await writer.change(id, move)) });
      return results;
    },
    async settle() {
      const restored = await writer.settle();
      return { restored, forgotten: await forgetOld() };
    },
  };
}

function fits(exception: OpenException, { status, states, owner, shop, order }: ExceptionFilter): boolean {
  const name = order?.replace(/^#/, "");
  return (
    (status === undefined || exception.status === status) &&
    (states === undefined || states.includes(exception.state.is)) &&
    (owner === undefined || exception.owner === owner) &&
    (shop === undefined || exception.shop === shop) &&
    (name === undefined || [exception.orderName, exception.lineage].some((each) => each.replace(/^#/, "") === name))
  );
}
