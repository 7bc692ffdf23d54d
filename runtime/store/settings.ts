import type { Queryable } from "./database.ts";

/** One setting of this installation that a person has changed. */
export interface StoredSetting {
  readonly field: string;
  readonly value: unknown;
  readonly changedAt: Date;
  readonly changedBy: string;
}

export async function readSettings(database: Queryable): Promise<StoredSetting[]> {
  const { rows } = await database.query<StoredSetting>(
    'SELECT field, value, changed_at AS "changedAt", changed_by AS "changedBy" FROM lastedit.settings ORDER BY field',
  );
  return rows;
}

export async function saveSetting(tx: Queryable, field: string, value: unknown, by: string): Promise<void> {
  await tx.query(
    `INSERT INTO lastedit.settings (field, value, changed_by) VALUES ($1, $2, $3)
     ON CONFLICT (field) DO UPDATE SET value = EXCLUDED.value, changed_by = EXCLUDED.changed_by, changed_at = now()`,
    [field, JSON.stringify(value), by],
  );
}
