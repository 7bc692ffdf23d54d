import { existsSync } from "node:fs";
import { restoreEmbedded } from "../../store/backup/embedded-backup.ts";
import { restorePostgres } from "../../store/backup/postgres-backup.ts";
import { keyFileIn } from "../../store/keys/key-file.ts";
import { keysAreInEnvironment, openKeyRing } from "../../store/keys/open-key-ring.ts";
import { migrate } from "../../store/migrations/migrate.ts";
import type { CommandContext } from "../command-context.ts";

export interface Restored {
  /** Where the database is that was there before; `null` when there was none. */
  readonly aside: string | null;
  readonly words: string;
}

/** Puts a backup back into the embedded database or into the PostgreSQL of DATABASE_URL. */
export async function restore(context: CommandContext, file: string, force: boolean): Promise<Restored> {
  const { places, env } = context;
  const url = env["DATABASE_URL"];
  if (url === undefined) {
    const aside = await restoreEmbedded({ home: places.home, file, keys: await keysHere(context), force });
    const kept =
      aside === null ? "" : ` The database that was there is in ${aside}; delete it when it is no longer wanted.`;
    return { aside, words: `${file} is put back.${kept} Start LastEdit as usual.` };
  }
  const { openPostgresDatabase } = await import("../../store/postgres-database.ts");
  const database = openPostgresDatabase(url, 1);
  try {
    const ending = await restorePostgres(database, url, file, force);
    await migrate(database);
    const aside = ending === null ? null : `lastedit${ending}`;
    const kept =
      aside === null
        ? ""
        : ` What was there is in the schemas ${aside} and lastedit_queue${ending}; drop them when they are no longer wanted.`;
    return { aside, words: `${file} is put back.${kept} Start LastEdit as usual.` };
  } finally {
    await database.close();
  }
}

/** No key is made here: the backup needs the one it was sealed with. */
async function keysHere({ places, env }: CommandContext): Promise<string[]> {
  if (!keysAreInEnvironment(env) && !existsSync(keyFileIn(places.home))) return [];
  return (await openKeyRing(places.home, env)).all().map(({ id }) => id);
}
