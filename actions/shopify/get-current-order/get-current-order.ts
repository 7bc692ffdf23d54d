import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";
import { counted } from "../../../domain/words/counted.ts";
import type {
  ActionComponent,
  ActionContext,
  OptionsPage,
  OptionsQuery,
} from "../../../components/pipedream-component.ts";
import { fetchOrderSnapshot } from "../../../components/shopify/fetch-order-snapshot.ts";
import { findOrders } from "../../../components/shopify/find-orders.ts";
import type { FoundOrder } from "../../../components/shopify/find-orders.ts";
import { idOfGid } from "../../../components/shopify/gid.ts";
import { metafieldsProp, readMetafields } from "../../../components/shopify/metafields-prop.ts";
import { shopifyClientFromProps, shopifyProps } from "../../../components/shopify/shopify-props.ts";
import type { ShopifyProps } from "../../../components/shopify/shopify-props.ts";

interface Props extends ShopifyProps {
  readonly orderId: string | number;
  readonly metafields?: readonly string[];
}

const ORDERS_PER_PAGE = 25;

export default {
  type: "action",
  key: "shopify-get-current-order",
  name: "Get Current Order",
  description:
    "Read a Shopify order as it stands now: every line with its current quantity, address, note and attributes. " +
    "[See the documentation](https://shopify.dev/docs/api/admin-graphql/latest/queries/order)",
  version: "0.1.0",
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...shopifyProps(),
    orderId: {
      type: "string",
      label: "Order",
      description: "An order's id, its `gid://shopify/Order/…`, or its name such as `#1001`.",
      useQuery: true,
      async options(this: Props, { prevContext, query }: OptionsQuery): Promise<OptionsPage> {
        // The page before was the last one: without a cursor the list would start from the top again.
        if (prevContext["after"] === null) return { options: [], context: { after: null } };
        const after = typeof prevContext["after"] === "string" ? prevContext["after"] : null;
        const search = { query: query ?? null, first: ORDERS_PER_PAGE, after };
        const { orders, nextCursor } = await findOrders(shopifyClientFromProps(this), search);
        return { options: orders.map(toOption), context: { after: nextCursor } };
      },
    },
    metafields: metafieldsProp(),
  },
  async run(this: Props, { $ }: { readonly $: ActionContext }): Promise<OrderSnapshot> {
    const client = shopifyClientFromProps(this);
    const order = await fetchOrderSnapshot(client, this.orderId, readMetafields(this.metafields));
    if (client.warnings.length > 0) $.export("warnings", client.warnings);
    $.export("$summary", summary(order));
    return order;
  },
} satisfies ActionComponent;

function toOption(order: FoundOrder) {
  const state = order.cancelledAt === null ? order.displayFulfillmentStatus.toLowerCase() : "cancelled";
  const placed = order.createdAt.slice(0, 16).replace("T", " ");
  return { label: `${order.name} · ${placed} · ${state.replaceAll("_", " ")}`, value: idOfGid(order.id) };
}

function summary(order: OrderSnapshot): string {
  const wanted = order.lines.filter((line) => line.currentQuantity > 0);
  const units = wanted.reduce((sum, line) => sum + line.currentQuantity, 0);
  const state = order.cancelledAt === null ? "" : `, cancelled at ${order.cancelledAt}`;
  return `Order ${order.name}: ${counted(wanted.length, "line")}, ${counted(units, "unit")}${state}; last changed ${order.updatedAt}`;
}
