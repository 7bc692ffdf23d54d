import { folderHolder } from "../../store/embedded/folder-lock.ts";
import { databaseFolder } from "../../store/database-folder.ts";
import type { Places } from "../installation/places.ts";
import { readApiAddress } from "./address-file.ts";
import { RefusedError } from "./backend.ts";
import type { Backend } from "./backend.ts";
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
  if (holder === null) {
    // Loaded only here: asking another process needs no database of one's own.
    const { openHere } = await import("./open-here.ts");
    return { backend: await openHere(places, env), remote: false };
  }
  const address = await readApiAddress(places.home);
  if (address?.pid !== holder) {
    throw new RefusedError(
      `Process ${holder} has the database open and is not ready yet, or is another command. Try again in a few seconds.`,
    );
  }
  return { backend: remoteBackend(address), remote: true };
}
