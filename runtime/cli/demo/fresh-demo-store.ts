import type { Places } from "../installation/places.ts";
import { openStore } from "../installation/open-store.ts";
import type { Store } from "../installation/open-store.ts";
import { RefusedError } from "../local-api/backend.ts";
import { readSetting, writeSetting } from "../../store/settings-store.ts";
import { migrate } from "../../store/migrations/migrate.ts";

const DEMO = "demo";

/**
 * Opens the store emptied of an earlier demo: the sandbox's shop begins anew each time, with the same order numbers.
 *
 * @throws {RefusedError} When the data folder holds real history; nothing is deleted
 */
export async function openFreshDemoStore(
  places: Places,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Store> {
  if (env["DATABASE_URL"] !== undefined) {
    throw new RefusedError(
      "The demo keeps its data in the data folder: start it without DATABASE_URL. Nothing was started.",
    );
  }
  const store = await openStore(places, env);
  const { database } = store;
  const { rows } = await database.query<{ runs: number }>("SELECT count(*)::int AS runs FROM lastedit.runs");
  const isDemo = (await readSetting(database, DEMO)) === true;
  if (!isDemo && (rows[0]?.runs ?? 0) > 0) {
    await store.close();
    throw new RefusedError(
      `The data folder ${places.home} holds real runs; the demo would delete them. Set LASTEDIT_HOME to another folder. Nothing was changed.`,
    );
  }
  await database.exec("DROP SCHEMA IF EXISTS lastedit CASCADE; DROP SCHEMA IF EXISTS lastedit_queue CASCADE;");
  await migrate(database);
  await writeSetting(database, DEMO, true);
  return store;
}

/** Whether the store holds a demo's data, which a start with real connections must not go on with. */
export async function isDemoStore({ database }: Store): Promise<boolean> {
  return (await readSetting(database, DEMO)) === true;
}
