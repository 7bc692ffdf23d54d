import type { Database, Queryable } from "../database.ts";
import type { KeyRing } from "./key-ring.ts";

const SAY_EVERY_MS = 5_000;
/** A process that has not said anything for so long is gone. */
const GONE_AFTER_MS = 30_000;

/** Says which keys this process has, so that nothing is sealed with one that another process lacks. */
export interface KeyAnnouncement {
  stop(): Promise<void>;
}

/** @param process - Such as `host:pid` */
export async function announceKeys(database: Database, ring: KeyRing, process: string): Promise<KeyAnnouncement> {
  const say = async (): Promise<void> => {
    await database.query(
      `INSERT INTO lastedit.key_holders (process, current_key, known_keys, seen_at) VALUES ($1, $2, $3, clock_timestamp())
       ON CONFLICT (process) DO UPDATE
       SET current_key = EXCLUDED.current_key, known_keys = EXCLUDED.known_keys, seen_at = EXCLUDED.seen_at`,
      [process, ring.current().id, ring.all().map(({ id }) => id)],
    );
  };
  await database.query("DELETE FROM lastedit.key_holders WHERE seen_at < now() - interval '1 day'");
  await say();
  // The database may be away for a while; it is said again.
  const timer = setInterval(() => void say().catch(() => undefined), SAY_EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await database.query("DELETE FROM lastedit.key_holders WHERE process = $1", [process]);
    },
  };
}

/** Living processes that do not have this key, or do not seal with it. */
export async function processesWithout(
  database: Queryable,
  keyId: string,
  use: "known" | "current",
): Promise<string[]> {
  const { rows } = await database.query<{ process: string }>(
    `SELECT process FROM lastedit.key_holders
     WHERE seen_at > clock_timestamp() - $2 * interval '1 ms'
       AND NOT ${use === "known" ? "$1 = ANY(known_keys)" : "$1 = current_key"} ORDER BY process`,
    [keyId, GONE_AFTER_MS],
  );
  return rows.map(({ process }) => process);
}
