import { hostname } from "node:os";
import type { Config } from "../../connections/config-schema.ts";
import { startHousekeeping } from "../../store/housekeeping/housekeeping.ts";
import { storeTasks } from "../../store/housekeeping/tasks.ts";
import { IDLE_MS } from "../../api/auth/session-desk.ts";
import { forgetEndedSessions } from "../../store/sessions.ts";
import { announceKeys } from "../../store/keys/key-holders.ts";
import type { Store } from "../installation/open-store.ts";
import type { Logger } from "./log-file.ts";

/** Keeps the store in order while this process runs; of several processes one does. Each says which keys it has. */
export async function keepHouse(
  { database, exceptions, keys }: Store,
  { history }: Config,
  log: Logger,
): Promise<{ stop(): Promise<void> }> {
  const holder = `${hostname()}:${process.pid}`;
  const settleExceptions = () => exceptions.settle();
  const forgetSessions = () => forgetEndedSessions(database, IDLE_MS);
  const announcement = await announceKeys(database, keys, holder);
  const housekeeping = startHousekeeping({
    database,
    holder,
    tasks: storeTasks({ database, holder, retention: history, settleExceptions, forgetSessions }),
    onTrouble: (message, cause) => log.warn({ err: cause }, message),
  });
  return {
    async stop() {
      await housekeeping.stop();
      await announcement.stop();
    },
  };
}
