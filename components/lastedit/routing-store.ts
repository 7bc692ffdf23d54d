import { assigned, DEFAULT_ROUTING } from "../../domain/alerts/routing.ts";
import type { Routing } from "../../domain/alerts/routing.ts";
import type { ExceptionDraft } from "../../domain/exceptions/exception.ts";
import { readRouting } from "./read-routing.ts";
import type { RecordStore } from "./record-store.ts";

const KEY = "routing";

/** Who owns what and who is told, kept beside the exceptions, so that each step that raises one knows it. */
export interface RoutingStore {
  /** The default routing when none was stored. */
  read(): Promise<Routing>;
  /**
   * @param input - As `readRouting` takes it
   * @throws {RoutingError} Naming each mistake; nothing is stored then
   */
  write(input: unknown): Promise<Routing>;
  /** The draft with the owner and severity that the routing wants. Never fails: an exception must be raised. */
  assign(draft: ExceptionDraft): Promise<ExceptionDraft>;
}

export function createRoutingStore(store: RecordStore): RoutingStore {
  async function read(): Promise<Routing> {
    const stored = await store.get(KEY);
    return stored === undefined || stored === null ? DEFAULT_ROUTING : readRouting(stored);
  }

  return {
    read,
    async write(input) {
      const routing = readRouting(input);
      await store.set(KEY, routing);
      return routing;
    },
    async assign(draft) {
      // What was stored was checked; an older version's routing that no longer fits must not stop an exception.
      const routing = await read().catch(() => DEFAULT_ROUTING);
      return assigned(draft, routing);
    },
  };
}
