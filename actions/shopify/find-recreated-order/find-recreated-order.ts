import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { readRecreateProps, recreateProps } from "../../../components/shopify/recreated-orders/recreate-props.ts";
import type { RecreateProps } from "../../../components/shopify/recreated-orders/recreate-props.ts";
import { shopifyClientFromProps, shopifyProps } from "../../../components/shopify/shopify-props.ts";
import type { ShopifyProps } from "../../../components/shopify/shopify-props.ts";
import { askNow, readOrderIds } from "./ask-now.ts";
import type { CurrentFinding } from "./ask-now.ts";

interface Props extends ShopifyProps, RecreateProps {
  readonly orderIds: unknown;
}

export default {
  type: "action",
  key: "shopify-find-recreated-order",
  name: "Find Recreated Order",
  description:
    "Tell whether an order was recreated as another one, or is itself the copy of one: as Shopify shows it now, with " +
    "points and reasons. Changes nothing. [See the documentation](https://shopify.dev/docs/api/admin-graphql/latest/queries/orders)",
  version: "0.1.0",
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...shopifyProps(),
    orderIds: {
      type: "any",
      label: "Orders",
      description:
        "Ids of the order or of several versions of it, such as `{{steps.trigger.event.orderIds}}` of **New Order Recreated**.",
    },
    ...recreateProps(),
  },
  async run(this: Props, { $ }: { readonly $: ActionContext }): Promise<CurrentFinding> {
    const settings = readRecreateProps(this);
    const ids = readOrderIds(this.orderIds);
    const finding = await askNow(shopifyClientFromProps(this), ids, settings, Date.now());
    $.export("$summary", inWords(finding));
    return finding;
  },
} satisfies ActionComponent;

function inWords({ kind, root, because, live }: CurrentFinding): string {
  const names = live.map(({ name }) => name).join(" and ");
  return `Order ${root}: ${kind}${names === "" ? "" : `, to be sent: ${names}`}. ${because}`;
}
