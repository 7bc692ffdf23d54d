import type { Database } from "./database.ts";
import { oneRow } from "./one-row.ts";

/** A tenant's request budget as all workers share it. Times are milliseconds since 1970 by the database's clock. */
export interface SharedBudgetState {
  readonly places: readonly BudgetPlace[];
  readonly lastSentAtMs: number;
  readonly pausedUntilMs: number;
  /** Workers with requests that wait, and until when they count as waiting should they not ask again. */
  readonly waiting: Readonly<Record<string, number>>;
}

/** One request's place. */
export interface BudgetPlace {
  /** The worker whose request has it; `null` when none has. */
  readonly holder: string | null;
  /** Without a holder: when it is free again. With one: when it counts as lost with its worker. */
  readonly untilMs: number;
  /** The worker that had it last. */
  readonly by: string | null;
}

/**
 * Changes a tenant's budget in one short transaction.
 *
 * @param change - Gets what is stored (`null` for a new tenant) and the database's time, in milliseconds since 1970
 */
export function changeBudget<T>(
  database: Database,
  tenant: string,
  change: (state: SharedBudgetState | null, nowMs: number) => { readonly state: SharedBudgetState; readonly result: T },
): Promise<T> {
  return database.transaction(async (tx) => {
    await tx.query("INSERT INTO lastedit.budgets (tenant, state) VALUES ($1, 'null') ON CONFLICT (tenant) DO NOTHING", [
      tenant,
    ]);
    const { rows } = await tx.query<{ state: SharedBudgetState | null; now: Date }>(
      "SELECT state, clock_timestamp() AS now FROM lastedit.budgets WHERE tenant = $1 FOR UPDATE",
      [tenant],
    );
    const row = oneRow(rows);
    const { state, result } = change(row.state, row.now.getTime());
    await tx.query("UPDATE lastedit.budgets SET state = $2, updated_at = clock_timestamp() WHERE tenant = $1", [
      tenant,
      JSON.stringify(state),
    ]);
    return result;
  });
}

/** How much of each tenant's budget is in use now. */
export interface BudgetUse {
  readonly tenant: string;
  /** Requests of the last stretch, those under way included. */
  readonly used: number;
  /** Requests within any stretch. */
  readonly of: number;
  /** Peoplevox asked everybody to wait until then. */
  readonly pausedUntil: Date | null;
}

export async function readBudgets(database: Database): Promise<BudgetUse[]> {
  const { rows } = await database.query<{ tenant: string; state: SharedBudgetState | null; now: Date }>(
    "SELECT tenant, state, clock_timestamp() AS now FROM lastedit.budgets ORDER BY tenant",
  );
  return rows.flatMap(({ tenant, state, now }) => {
    if (state === null) return [];
    const used = state.places.filter(({ untilMs }) => untilMs > now.getTime()).length;
    const pausedUntil = state.pausedUntilMs > now.getTime() ? new Date(state.pausedUntilMs) : null;
    return [{ tenant, used, of: state.places.length, pausedUntil }];
  });
}
