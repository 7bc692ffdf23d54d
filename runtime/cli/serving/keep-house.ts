import { hostname } from "node:os";
import type { Config } from "../../connections/config-schema.ts";
import { startHousekeeping } from "../../store/housekeeping/housekeeping.ts";
import type { Housekeeping } from "../../store/housekeeping/housekeeping.ts";
import { storeTasks } from "../../store/housekeeping/tasks.ts";
import type { Store } from "../installation/open-store.ts";
import type { Logger } from "./log-file.ts";

/** Keeps the store in order while this process runs; of several processes one does. */
export function keepHouse({ database, exceptions }: Store, { history }: Config, log: Logger): Housekeeping {
  const holder = `${hostname()}:${process.pid}`;
  const settleExceptions = () => exceptions.settle();
  return startHousekeeping({
    database,
    holder,
    tasks: storeTasks({ database, holder, retention: history, settleExceptions }),
    onTrouble: (message, cause) => log.warn({ err: cause }, message),
  });
}
