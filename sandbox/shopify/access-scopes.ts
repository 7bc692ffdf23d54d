/** What an app needs to read and change orders, returns, fulfilment orders and their surroundings. */
export const DEFAULT_SCOPES: readonly string[] = [
  "read_apps",
  "read_customers",
  "read_locations",
  "read_products",
  "write_assigned_fulfillment_orders",
  "write_draft_orders",
  "write_fulfillments",
  "write_merchant_managed_fulfillment_orders",
  "write_order_edits",
  "write_orders",
  "write_returns",
  "write_third_party_fulfillment_orders",
].flatMap((scope) => (scope.startsWith("write_") ? [scope.replace("write_", "read_"), scope] : [scope]));
