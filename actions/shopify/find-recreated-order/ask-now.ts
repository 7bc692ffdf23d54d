import { ConfigurationError } from "@pipedream/platform";
import type { ShopifyAdminClient } from "../../../components/shopify/admin-client.ts";
import { findWithGrace, lookForRecreated } from "../../../components/shopify/recreated-orders/look-for-recreated.ts";
import type { RecreateSettings } from "../../../components/shopify/recreated-orders/recreate-props.ts";
import { ShopifyOrderNotFoundError } from "../../../components/shopify/shopify-errors.ts";
import type { RecreateFinding } from "../../../domain/recreated-order/find-recreated.ts";
import { byAge } from "../../../domain/recreated-order/order-trace.ts";

/** What is found, with the first order's name and id as an event has them. */
export type CurrentFinding = RecreateFinding & { readonly orderName: string };

/**
 * What holds now about an order and those that may be its versions. Patience ends when nothing was created or cancelled
 * among them for the grace period.
 *
 * @param orderIds - Ids of one or more orders of a lineage
 * @throws {ShopifyOrderNotFoundError} When none of them is there
 */
export async function askNow(
  client: ShopifyAdminClient,
  orderIds: readonly string[],
  { rules, graceMs }: RecreateSettings,
  nowMs: number,
): Promise<CurrentFinding> {
  const { asked, known } = await lookForRecreated(client, orderIds, rules);
  // The newest version is the one that says where it comes from.
  const newest = [...asked.values()]
    .map(({ trace }) => trace)
    .sort(byAge)
    .at(-1);
  if (newest === undefined) throw new ShopifyOrderNotFoundError(client.shop, `with id ${orderIds.join(" or ")}`, "");
  const { finding } = findWithGrace(newest, known, rules, { nowMs, graceMs });
  return { ...finding, orderName: finding.root };
}

/**
 * Reads the ids of one or more orders: a list, one id, or ids with commas between.
 *
 * @throws {ConfigurationError} Naming what is no id; nothing is sent
 */
export function readOrderIds(value: unknown): readonly string[] {
  const parts: unknown[] = Array.isArray(value) ? value : String(value ?? "").split(",");
  const ids = parts.map((part) =>
    String(part)
      .trim()
      .replace(/^gid:\/\/shopify\/Order\//, ""),
  );
  const wrong = ids.find((id) => !/^\d+$/.test(id));
  if (wrong === undefined) return [...new Set(ids)];
  throw new ConfigurationError(
    `Orders: "${wrong}" is no order id, expected such as 5678901234567. Nothing was changed.`,
  );
}
