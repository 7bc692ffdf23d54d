import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { databaseFolder } from "../../store/database-folder.ts";
import { openStore } from "../installation/open-store.ts";
import type { Store } from "../installation/open-store.ts";
import type { Places } from "../installation/places.ts";
import { RefusedError } from "../local-api/backend.ts";

/** A file of this name in the data folder says that its database is a demo's. `bootstrap/start.mjs` looks for it too. */
const MARKER = "demo";

export function holdsDemo({ home }: Places): boolean {
  return existsSync(path.join(home, MARKER));
}

/**
 * Opens the store emptied of an earlier demo: the sandbox's shop begins anew each time, with the same order numbers.
 *
 * @throws {RefusedError} When the data folder holds anything else; nothing is deleted
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
  if (existsSync(databaseFolder(places.home)) && !holdsDemo(places)) {
    throw new RefusedError(
      `The data folder ${places.home} holds real data; the demo would delete it. Set LASTEDIT_HOME to another folder. Nothing was changed.`,
    );
  }
  await mkdir(places.home, { recursive: true });
  await writeFile(
    path.join(places.home, MARKER),
    "The database in this folder is a demo's and is emptied at its next start.\n",
  );
  return openStore(places, env, { emptied: true });
}
