import type { Database, Queryable } from "../store/database.ts";

/**
 * Takes or renews a lease: of all processes on the database exactly one holds it. Time is the database's.
 *
 * @param holder - This process
 * @param forMs - How long it lasts without being renewed
 * @returns Whether this process holds it now
 */
export async function holdLease(database: Queryable, name: string, holder: string, forMs: number): Promise<boolean> {
  const { rows } = await database.query(
    `INSERT INTO lastedit.leases (name, holder, since, until)
     VALUES ($1, $2, clock_timestamp(), clock_timestamp() + $3 * interval '1 millisecond')
     ON CONFLICT (name) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until,
       since = CASE WHEN leases.holder = EXCLUDED.holder THEN leases.since ELSE EXCLUDED.since END
     WHERE leases.holder = EXCLUDED.holder OR leases.until < clock_timestamp()
     RETURNING name`,
    [name, holder, forMs],
  );
  return rows.length === 1;
}

/** Gives it back, so that another process need not wait for it to lapse. */
export async function dropLease(database: Queryable, name: string, holder: string): Promise<void> {
  await database.query("DELETE FROM lastedit.leases WHERE name = $1 AND holder = $2", [name, holder]);
}

export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly since: Date;
  readonly until: Date;
}

/** Leases in force whose name begins with this. */
export async function readLeases(database: Database, prefix: string): Promise<Lease[]> {
  const { rows } = await database.query<Lease>(
    "SELECT name, holder, since, until FROM lastedit.leases WHERE starts_with(name, $1) AND until >= now() ORDER BY name",
    [prefix],
  );
  return rows;
}
