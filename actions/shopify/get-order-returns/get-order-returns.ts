import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { fetchReturnsHistory } from "../../../components/shopify/fetch-returns-history.ts";
import { readWarehouseLocations, warehouseLocationsProp } from "../../../components/shopify/returns-policy-props.ts";
import { shopifyClientFromProps, shopifyProps } from "../../../components/shopify/shopify-props.ts";
import type { ShopifyProps } from "../../../components/shopify/shopify-props.ts";
import type { ReturnsHistory } from "../../../domain/returns/returns-snapshot.ts";
import { counted } from "../../../domain/words/counted.ts";

interface Props extends ShopifyProps {
  readonly orderId: string | number;
  readonly warehouseLocations?: readonly string[];
}

export default {
  type: "action",
  key: "shopify-get-order-returns",
  name: "Get Order Returns",
  description:
    "Read a Shopify order with all its refunds, Returns and despatched quantities as they stand now. " +
    "[See the documentation](https://shopify.dev/docs/api/admin-graphql/latest/objects/Return)",
  version: "0.1.0",
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...shopifyProps(),
    orderId: {
      type: "string",
      label: "Order",
      description: "An order's id, its `gid://shopify/Order/…`, or its name such as `#1001`.",
    },
    warehouseLocations: warehouseLocationsProp(),
  },
  async run(this: Props, { $ }: { readonly $: ActionContext }): Promise<ReturnsHistory> {
    const client = shopifyClientFromProps(this);
    const history = await fetchReturnsHistory(client, this.orderId, readWarehouseLocations(this.warehouseLocations));
    if (client.warnings.length > 0) $.export("warnings", client.warnings);
    const { order, refunds, returns } = history;
    $.export(
      "$summary",
      `Order ${order.name}: ${counted(refunds.length, "refund")}, ${counted(returns.length, "Return")}`,
    );
    return history;
  },
} satisfies ActionComponent;
