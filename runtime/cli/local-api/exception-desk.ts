import { ExceptionBusyError } from "../../../components/lastedit/exception-busy-error.ts";
import type { ActResult } from "../../../components/lastedit/exception-store.ts";
import { RoutingError } from "../../../components/lastedit/routing-error.ts";
import type { Routing } from "../../../domain/alerts/routing.ts";
import type { PersonMove } from "../../../domain/exceptions/person-move.ts";
import type { Store } from "../installation/open-store.ts";
import { RefusedError } from "./backend.ts";

/** What people do about exceptions. */
export interface ExceptionDesk {
  /** One result per id, in the order given. A refusal says why, and whether anything was changed. */
  actOnExceptions(ids: readonly string[], move: PersonMove): Promise<ActResult[]>;
  /** Who owns what and who is told how, as it is in force. */
  routing(): Promise<Routing>;
  /** @throws {RefusedError} Naming each mistake; nothing was changed then */
  setRouting(routing: unknown): Promise<Routing>;
}

/** Answers from the store that this process has open. */
export function ownExceptionDesk({ exceptions, routing }: Pick<Store, "exceptions" | "routing">): ExceptionDesk {
  async function actOn(id: string, move: PersonMove): Promise<ActResult> {
    try {
      const [result] = await exceptions.act(id, move);
      if (result?.ok === true) return result;
      return { id, ok: false, because: `${result?.because ?? "There is no such exception."} Nothing was changed.` };
    } catch (error) {
      // The others are not to blame for one that many people change at the same moment.
      if (error instanceof ExceptionBusyError) return { id, ok: false, because: error.message };
      throw error;
    }
  }

  return {
    async actOnExceptions(ids, move) {
      const results: ActResult[] = [];
      for (const id of new Set(ids)) results.push(await actOn(id, move));
      return results;
    },
    routing: () => routing.read(),
    async setRouting(wanted) {
      try {
        return await routing.write(wanted);
      } catch (error) {
        throw error instanceof RoutingError ? new RefusedError(error.message) : error;
      }
    },
  };
}
