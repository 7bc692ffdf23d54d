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
  // Each version gives the same answer. An order beside them has none, so the newest that has one is asked.
  const newestFirst = [...asked.values()].map(({ trace }) => trace).sort((one, other) => byAge(other, one));
  const findings = newestFirst.map((order) => findWithGrace(order, known, rules, { nowMs, graceMs }).finding);
  const finding = findings.find(({ kind }) => kind !== "none") ?? findings[0];
  if (finding === undefined) throw new ShopifyOrderNotFoundError(client.shop, `with id ${orderIds.join(" or ")}`, "");
  return { ...finding, orderName: finding.root };
}

/**
 * Reads the ids of one or more orders: a list, one id, or ids with commas between.
 *
 * @throws {ConfigurationError} Naming what is no id; nothing is sent
 */
export function readOrderIds(value: unknown): readonly string[] {
  const parts: unknown[] = typeof value === "string" ? value.split(",") : Array.isArray(value) ? value : [value];
  const ids = parts.map((part) =>
    asText(part)
      .trim()
      .replace(/^gid:\/\/shopify\/Order\//, ""),
  );
  const wrong = ids.find((id) => !/^\d+$/.test(id));
  if (wrong === undefined) return [...new Set(ids)];
  throw new ConfigurationError(
    `Orders: "${wrong}" is no order id, expected such as 5678901234567. Nothing was changed.`,
  );
}

const asText = (part: unknown): string =>
  typeof part === "string" || typeof part === "number" ? String(part) : JSON.stringify(part ?? "");
