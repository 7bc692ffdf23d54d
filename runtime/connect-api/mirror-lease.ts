import { dropLease, holdLease, readLeases } from "../engine/leases.ts";
import { LEASE_MS } from "../ingress/source-keeper.ts";
import type { Database, Queryable } from "../store/database.ts";

/** Name of the lease, and of what calls for its holder are addressed to. No source and no trigger has such a name. */
export const MIRROR = "connect-mirror";

/** Another process keeps the deployed triggers by now. Nothing was stored. */
export class TriggersKeptElsewhereError extends Error {
  readonly code = "triggers-kept-elsewhere";

  constructor() {
    super("Another process keeps the deployed triggers by now. Nothing was stored here.");
  }
}

/** Of all processes with a Connect mirror on one database the one that holds this keeps the deployed triggers. */
export interface MirrorLease {
  /** Takes or renews it. @returns Whether this process holds it */
  hold(): Promise<boolean>;
  /** @returns Who holds it; `null` when nobody does */
  holder(): Promise<string | null>;
  /** Whether this process holds it until the transaction ends: nobody can take it over before. */
  isOursUntilTheEndOf(tx: Queryable): Promise<boolean>;
  drop(): Promise<void>;
}

/** @param worker - This process */
export function mirrorLease(database: Database, worker: string): MirrorLease {
  // The embedded database belongs to one process: one that was killed before does not hold up the next.
  if (database.kind === "embedded") {
    return {
      hold: () => Promise.resolve(true),
      holder: () => Promise.resolve(worker),
      isOursUntilTheEndOf: () => Promise.resolve(true),
      drop: () => Promise.resolve(),
    };
  }
  return {
    hold: () => holdLease(database, MIRROR, worker, LEASE_MS),
    async holder() {
      const leases = await readLeases(database, MIRROR);
      return leases.find(({ name }) => name === MIRROR)?.holder ?? null;
    },
    async isOursUntilTheEndOf(tx) {
      const { rows } = await tx.query("SELECT 1 FROM lastedit.leases WHERE name = $1 AND holder = $2 FOR SHARE", [
        MIRROR,
        worker,
      ]);
      return rows.length === 1;
    },
    drop: () => dropLease(database, MIRROR, worker),
  };
}
