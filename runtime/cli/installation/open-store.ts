import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import type { ExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { createRoutingStore } from "../../../components/lastedit/routing-store.ts";
import type { RoutingStore } from "../../../components/lastedit/routing-store.ts";
import { openDataStore } from "../../store/data-store.ts";
import type { Database } from "../../store/database.ts";
import { openDatabase } from "../../store/open-database.ts";
import type { KeyRing } from "../../store/keys/key-ring.ts";
import { openKeyRing } from "../../store/keys/open-key-ring.ts";
import { createVault } from "../../store/vault.ts";
import type { Vault } from "../../store/vault.ts";
import type { Places } from "./places.ts";

/** The data store of all LastEdit steps, the one that recipes name. */
const LASTEDIT_STORE = "lastedit";

/** The database and what is read from it without any recipe. */
export interface Store {
  readonly database: Database;
  readonly vault: Vault;
  readonly keys: KeyRing;
  readonly places: Places;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exceptions: ExceptionStore;
  readonly routing: RoutingStore;
  close(): Promise<void>;
}

/**
 * @param options - `emptied` deletes what is in the database first; for the demo
 * @throws {FolderLockedError} When another process has the embedded database open
 */
export async function openStore(
  places: Places,
  env: Readonly<Record<string, string | undefined>>,
  { emptied = false }: { readonly emptied?: boolean } = {},
): Promise<Store> {
  const keys = await openKeyRing(places.home, env);
  const vault = createVault(keys);
  const database = await openDatabase({ databaseUrl: env["DATABASE_URL"], home: places.home, emptied });
  const records = openDataStore(database, LASTEDIT_STORE);
  return {
    database,
    vault,
    keys,
    places,
    env,
    exceptions: createExceptionStore(records, Date.now, { closedKeptMs: null }),
    routing: createRoutingStore(records),
    close: () => database.close(),
  };
}
