import type { PeoplevoxSandbox } from "../../sandbox/peoplevox/index.ts";

/** An RMA or returns purchase order as the returns bench sees it. */
export interface StagedReturnDocument {
  readonly type: "rma" | "purchase-order";
  readonly number: string;
  readonly status: string;
  readonly units: Readonly<Record<string, number>>;
}

const TEMPLATES = [
  { type: "rma", header: "RMAs", items: "RMA items", key: "RmaNumber" },
  { type: "purchase-order", header: "Purchase orders", items: "Purchase order items", key: "PurchaseOrderNumber" },
] as const;

/** All that announces goods to the returns bench, RMAs first, each kind in the order it was made. */
export function stagedReturnDocuments({ tenant }: Pick<PeoplevoxSandbox, "tenant">): StagedReturnDocument[] {
  const rowsOf = (name: string) => [...(tenant.templates.get(name.toLowerCase())?.template.rows() ?? [])];
  return TEMPLATES.flatMap(({ type, header, items, key }) =>
    rowsOf(header).map((row) => {
      const number = row[key] ?? "";
      const awaited = rowsOf(items).filter((item) => item[key] === number && Number(item["Quantity"]) > 0);
      const units: Record<string, number> = {};
      for (const item of awaited) {
        const code = item["ItemCode"] ?? "";
        units[code] = (units[code] ?? 0) + Number(item["Quantity"]);
      }
      return { type, number, status: row["Status"] ?? "", units };
    }),
  );
}
