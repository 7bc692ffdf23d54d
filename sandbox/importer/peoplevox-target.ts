import { saveRows } from "../peoplevox/save-rows.ts";
import type { Tenant } from "../peoplevox/tenant.ts";
import type { ImportTarget } from "./importer.ts";

/** Writes imported orders the way SaveData would, without spending the request budget of others. */
export function peoplevoxTarget({ warehouse, template, profile }: Tenant): ImportTarget {
  const save = (name: string, rows: readonly Readonly<Record<string, string>>[]): string[] => {
    const incoming = rows.map((cells) => ({ cells, problem: null }));
    const outcomes = saveRows(warehouse, template(name), incoming, { action: 0, by: "importer" });
    return outcomes.flatMap(({ error }) => (error === null ? [] : [error]));
  };
  return {
    usesLine: profile.usesLine,
    has: (salesOrderNumber) => warehouse.find(salesOrderNumber) !== undefined,
    save: ({ header, items }) => [...save("Sales orders", [header]), ...save("Sales order items", items)],
  };
}
