import type { z } from "zod";
import type { LineView } from "../../../domain/exceptions/exception.ts";
import type { comparedLine } from "../contract/common.ts";

type ComparedLine = z.output<typeof comparedLine>;

/** Both versions of an order, one line per item, in the order in which the customer's stand. */
export function comparedLines(wanted: readonly LineView[], inWarehouse: readonly LineView[]): ComparedLine[] {
  const items = new Map<string, { itemCode: string; title: string; wanted: number; inWarehouse: number }>();
  const add = ({ itemCode, title, quantity }: LineView, side: "wanted" | "inWarehouse"): void => {
    const key = itemCode === "" ? title : itemCode;
    const known = items.get(key) ?? { itemCode, title, wanted: 0, inWarehouse: 0 };
    items.set(key, { ...known, [side]: known[side] + quantity });
  };
  for (const line of wanted) add(line, "wanted");
  for (const line of inWarehouse) add(line, "inWarehouse");
  return [...items.values()].map((line) => ({ ...line, remark: remarkOf(line) }));
}

function remarkOf(line: Omit<ComparedLine, "remark">): ComparedLine["remark"] {
  if (line.itemCode === "") return "has no ItemCode";
  return line.wanted === line.inWarehouse ? "" : "differs";
}
