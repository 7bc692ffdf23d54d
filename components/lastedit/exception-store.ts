import type { ExceptionDraft, ExceptionKind, OpenException } from "../../domain/exceptions/exception.ts";
import { EXCEPTION_KINDS } from "../../domain/exceptions/exception-kinds.ts";
import { closed, exceptionId, seenAgain, superseded } from "../../domain/exceptions/exception-ledger.ts";
import type { RecordStore } from "./record-store.ts";

const PREFIX = "exception/";

/** Exceptions of all orders, one per lineage and kind. */
export interface ExceptionStore {
  /** Opens the exception or counts it again; older findings about the same subject are closed. */
  raise(draft: ExceptionDraft): Promise<OpenException>;
  /** Closes what is open for an order, except the kinds named. Returns what was closed. */
  closeHealed(order: OrderLineage, because: string, except?: readonly ExceptionKind[]): Promise<OpenException[]>;
  get(id: string): Promise<OpenException | null>;
  /** All exceptions, newest first. */
  list(filter?: { readonly status?: OpenException["status"] }): Promise<OpenException[]>;
}

/** The order an exception belongs to: its shop and the name of its root order. */
export interface OrderLineage {
  readonly shop: string;
  readonly lineage: string;
}

/**
 * @param store - Where records are kept
 * @param now - Milliseconds since 1970
 */
export function createExceptionStore(store: RecordStore, now: () => number): ExceptionStore {
  const read = async (id: string): Promise<OpenException | null> =>
    ((await store.get(PREFIX + id)) ?? null) as OpenException | null;
  const write = (exception: OpenException): Promise<unknown> => store.set(PREFIX + exception.id, exception);
  const timestamp = (): string => new Date(now()).toISOString();

  /** One look-up per kind: the store can list its keys, but not by prefix. */
  async function ofLineage({ shop, lineage }: OrderLineage): Promise<OpenException[]> {
    const kinds = Object.keys(EXCEPTION_KINDS) as ExceptionKind[];
    const found = await Promise.all(kinds.map((kind) => read(exceptionId({ shop, lineage, kind }))));
    return found.filter((exception) => exception !== null);
  }

  async function close(exceptions: readonly OpenException[], because: string): Promise<OpenException[]> {
    const done = exceptions.filter(({ status }) => status === "open").map((open) => closed(open, because, timestamp()));
    await Promise.all(done.map(write));
    return done;
  }

  return {
    async raise(draft) {
      const known = await ofLineage(draft);
      const exception = seenAgain(known.find(({ kind }) => kind === draft.kind) ?? null, draft, timestamp());
      await write(exception);
      await close(superseded(draft, known), `A newer finding took its place: ${EXCEPTION_KINDS[draft.kind].title}.`);
      return exception;
    },
    async closeHealed(order, because, except = []) {
      const known = await ofLineage(order);
      return close(
        known.filter(({ kind }) => !except.includes(kind)),
        because,
      );
    },
    get: read,
    async list({ status } = {}) {
      const keys = (await store.keys()).filter((key) => key.startsWith(PREFIX));
      const all = await Promise.all(keys.map((key) => read(key.slice(PREFIX.length))));
      return all
        .filter((exception) => exception !== null)
        .filter((exception) => status === undefined || exception.status === status)
        .sort((a, b) => b.lastSeenAt.localeCompare(a.lastSeenAt));
    },
  };
}
