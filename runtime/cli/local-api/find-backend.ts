import { folderHolder } from "../../store/embedded/folder-lock.ts";
import { databaseFolder } from "../../store/open-database.ts";
import { openInstallation } from "../installation/open-installation.ts";
import type { Installation } from "../installation/open-installation.ts";
import { openStore } from "../installation/open-store.ts";
import type { Places } from "../installation/places.ts";
import { readApiAddress } from "./address-file.ts";
import { RefusedError } from "./backend.ts";
import type { Backend } from "./backend.ts";
import { ownBackend } from "./own-backend.ts";
import { remoteBackend } from "./remote-backend.ts";

export interface FoundBackend {
  readonly backend: Backend;
  /** Another process answers and runs what is started. */
  readonly remote: boolean;
}

/**
 * The process that has the embedded database open, or else this one.
 *
 * @throws {RefusedError} When a process holds the database and does not answer
 */
export async function findBackend(
  places: Places,
  env: Readonly<Record<string, string | undefined>>,
): Promise<FoundBackend> {
  const holder = env["DATABASE_URL"] === undefined ? await folderHolder(databaseFolder(places.home)) : null;
  if (holder === null) return { backend: await openHere(places, env), remote: false };
  const address = await readApiAddress(places.home);
  if (address?.pid !== holder) {
    throw new RefusedError(
      `Process ${holder} has the database open and is not ready yet, or is another command. Try again in a few seconds.`,
    );
  }
  return { backend: remoteBackend(address), remote: true };
}

async function openHere(places: Places, env: Readonly<Record<string, string | undefined>>): Promise<Backend> {
  const store = await openStore(places, env);
  let opening: Promise<Installation> | undefined;
  const open = async (): Promise<Installation> => {
    const installation = await openInstallation({ store, places, env, onTrouble: () => undefined });
    if (store.database.kind === "embedded") await installation.queue.putBackOrphans();
    installation.engine.start();
    return installation;
  };
  return ownBackend({
    store,
    sources: () => [],
    installation: () => (opening ??= open()),
    async close() {
      const installation = await opening?.catch(() => undefined);
      await installation?.engine.stop();
      await installation?.close();
      await store.close();
    },
  });
}
