import type { OrderSnapshot } from "./order-snapshot.ts";

/** Stands for every shipping method that has no entry of its own. */
const ANY_OTHER = "*";

/** The ServiceType a shipping method stands for. `none`: nothing to say; `unmapped`: the table has no entry for it. */
export type ServiceTypeAnswer =
  | { readonly kind: "mapped"; readonly code: string }
  | { readonly kind: "none" }
  | { readonly kind: "unmapped"; readonly method: string };

/**
 * Looks a shipping method up: by its title, then by its code, then under `*`.
 *
 * @param table - Title or code → ServiceType code; upper and lower case and outer blanks do not matter
 * @example
 * serviceTypeFor({ title: "Next day", code: "ND" }, { "next day": "DPD-12" }); // { kind: "mapped", code: "DPD-12" }
 */
export function serviceTypeFor(
  method: OrderSnapshot["shippingMethod"],
  table: Readonly<Record<string, string>>,
): ServiceTypeAnswer {
  if (method === null || Object.keys(table).length === 0) return { kind: "none" };
  const byName = new Map(Object.entries(table).map(([name, code]) => [bare(name), code]));
  const code = byName.get(bare(method.title)) ?? byName.get(bare(method.code ?? "")) ?? byName.get(ANY_OTHER);
  return code === undefined ? { kind: "unmapped", method: method.title } : { kind: "mapped", code };
}

const bare = (name: string): string => name.trim().toLowerCase();
