import type { ExceptionDraft, LineView } from "../../../domain/exceptions/exception.ts";
import { table } from "./words.ts";

interface Sides {
  readonly title: string;
  readonly hasItemCode: boolean;
  readonly wanted: number;
  readonly inWarehouse: number;
}

/**
 * Both versions of an order, one line per item: what the customer wants and what the warehouse works from. Lines of one
 * item are added up, since Peoplevox picks by item.
 */
export function versionsSideBySide({ wanted, inWarehouse }: Pick<ExceptionDraft, "wanted" | "inWarehouse">): string {
  const items = new Map<string, Sides>();
  for (const line of wanted) add(items, line, { wanted: line.quantity, inWarehouse: 0 });
  for (const line of inWarehouse) add(items, line, { wanted: 0, inWarehouse: line.quantity });
  if (items.size === 0) return "Neither the customer nor the warehouse has a line.";
  const rows = [...items].map(([itemCode, sides]) => [
    itemCode,
    String(sides.wanted || "–"),
    String(sides.inWarehouse || "–"),
    remark(sides),
    sides.title === itemCode ? "" : sides.title,
  ]);
  return table([["item", "customer wants", "warehouse has", "", ""], ...rows]);
}

/** A line without an ItemCode is known by its title only, and its units are not known. */
function add(
  items: Map<string, Sides>,
  { itemCode, title }: LineView,
  units: Pick<Sides, "wanted" | "inWarehouse">,
): void {
  const key = itemCode === "" ? title : itemCode;
  const known = items.get(key) ?? { title, hasItemCode: itemCode !== "", wanted: 0, inWarehouse: 0 };
  items.set(key, {
    ...known,
    wanted: known.wanted + units.wanted,
    inWarehouse: known.inWarehouse + units.inWarehouse,
  });
}

function remark({ hasItemCode, wanted, inWarehouse }: Sides): string {
  if (!hasItemCode) return "has no ItemCode";
  return wanted === inWarehouse ? "" : "differs";
}
