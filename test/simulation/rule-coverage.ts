import { ORDER_EDIT_RULES } from "../../domain/order-edit/order-edit.rules.ts";
import { FINDING_RULES } from "../../domain/recreated-order/finding.rules.ts";
import { SWAP_RULES } from "../../domain/recreated-order/swap.rules.ts";
import { REFUND_RULES } from "../../domain/returns/refund-kind.rules.ts";
import { RETURN_RULES } from "../../domain/returns/return-state.rules.ts";
import { RMA_RULES } from "../../domain/returns/rma-plan.rules.ts";
import { REPAIR_RULES } from "../../domain/sync-gap/repair.rules.ts";

type Row = Record<string, unknown>;

const TABLES: Readonly<Record<string, readonly object[]>> = {
  "order edit": ORDER_EDIT_RULES,
  "recreated order: what is found": FINDING_RULES,
  "recreated order: swap": SWAP_RULES,
  refund: REFUND_RULES,
  Return: RETURN_RULES,
  RMA: RMA_RULES,
  "sync gap": REPAIR_RULES,
};

/** Names of all rows of the decision tables, as the report shows them. */
export const ALL_ROWS: readonly string[] = Object.entries(TABLES).flatMap(([table, rows]) =>
  rows.map((row, index) => nameOf(table, row as Row, index)),
);

/**
 * Counts which rows of the decision tables are reached. A table reads `when` of every row, and `then` only of the one
 * that fits.
 *
 * @returns Names of rows that were reached so far
 */
export function countReachedRows(): ReadonlySet<string> {
  const reached = new Set<string>();
  for (const [table, rows] of Object.entries(TABLES)) {
    for (const [index, row] of (rows as readonly Row[]).entries()) {
      const { then } = row;
      const name = nameOf(table, row, index);
      Object.defineProperty(row, "then", {
        configurable: true,
        enumerable: true,
        get() {
          reached.add(name);
          return then;
        },
      });
    }
  }
  return reached;
}

function nameOf(table: string, row: Row, index: number): string {
  const when = Object.entries(row["when"] as Row)
    .map(([fact, value]) => `${fact}: ${Array.isArray(value) ? value.join("|") : String(value)}`)
    .join(", ");
  return `${table} ${index + 1} (${when || "anything else"}) → ${String(Object.getOwnPropertyDescriptor(row, "then")?.value)}`;
}
