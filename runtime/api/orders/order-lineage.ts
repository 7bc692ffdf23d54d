import { z } from "zod";
import type { RunDetail as StoredRun } from "../../store/runs/read-runs.ts";
import type { OrderDetail } from "../contract/orders.ts";
import { keyOfOrder } from "../views/order-keys.ts";

/** What an event about a recreated order says of the orders. */
const reference = z.looseObject({ id: z.string(), name: z.string() });
const recreated = z.looseObject({
  root: z.string(),
  because: z.string(),
  live: z.array(reference),
  cancelled: z.array(reference),
  openAndReplaced: z.array(reference).default([]),
});

/** An order's own part where nobody recreated it. */
export interface OrderItself {
  readonly key: string;
  readonly name: string;
  readonly shop: string | null;
}

/** The order and those that it was recreated from or as, the root first; as the latest event about it says. */
export function lineageOf(
  runs: readonly StoredRun[],
  order: OrderItself,
  numbers: readonly string[],
): OrderDetail["lineage"] {
  const payloads = runs.flatMap(({ events }) => events.map(({ payload }) => recreated.safeParse(payload)));
  const told = payloads.findLast(({ success }) => success)?.data;
  const ownNumbers = (name: string): string[] =>
    numbers.filter((number) => number === name.replace(/^#/, "") || number.startsWith(`${name.replace(/^#/, "")}-`));
  if (told === undefined) {
    return [{ name: order.name, key: order.key, salesOrderNumbers: [...numbers], part: "live", because: "" }];
  }
  const { root, because, live, cancelled, openAndReplaced } = told;
  const entry = ({ id, name }: z.output<typeof reference>, part: "live" | "replaced") => ({
    name,
    key: keyOfOrder(order.shop, id, order.key),
    salesOrderNumbers: ownNumbers(name),
    part: name === root && part === "replaced" ? ("root" as const) : part,
    because,
  });
  const all = [
    ...[...cancelled, ...openAndReplaced].map((each) => entry(each, "replaced")),
    ...live.map((each) => entry(each, "live")),
  ];
  return all.toSorted((a, b) => Number(b.part === "root") - Number(a.part === "root"));
}
