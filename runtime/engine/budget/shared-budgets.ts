import { shareBudgets } from "../../../components/peoplevox/request-budget.ts";
import type { Database } from "../../store/database.ts";
import { SharedBudget } from "./shared-budget.ts";

/** The budgets of all tenants in one worker. */
export interface SharedBudgets {
  /** Requests that wait for their tenant's budget here, by tenant. */
  waiting(): Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

export interface SharedBudgetsOptions {
  readonly database: Database;
  readonly worker: string;
  onTrouble(message: string, cause: unknown): void;
}

/** From now on all Peoplevox clients of this process spend budgets that are kept in the database. */
export function openSharedBudgets(options: SharedBudgetsOptions): SharedBudgets {
  const budgets = new Map<string, SharedBudget>();
  const unshare = shareBudgets((tenant, limits) => {
    const budget = budgets.get(tenant) ?? new SharedBudget({ ...options, tenant, limits });
    budgets.set(tenant, budget);
    return budget;
  });
  return {
    waiting: () => Object.fromEntries([...budgets].map(([tenant, budget]) => [tenant, budget.waiting])),
    async stop() {
      unshare();
      await Promise.all([...budgets.values()].map((budget) => budget.stop()));
    },
  };
}
