import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { unlockOrder } from "../../../components/shopify/edit-lock.ts";
import type { LockedOrder } from "../../../components/shopify/edit-lock.ts";
import {
  editLockFrom,
  editLockProps,
  orNullWhenUnknown,
  skipUnknownProp,
} from "../../../components/shopify/edit-lock-props.ts";
import type { EditLockProps } from "../../../components/shopify/edit-lock-props.ts";
import { shopifyClientFromProps, shopifyProps } from "../../../components/shopify/shopify-props.ts";
import type { ShopifyProps } from "../../../components/shopify/shopify-props.ts";

interface Props extends ShopifyProps, EditLockProps {
  readonly skipUnknown?: boolean;
  readonly orderId: string | number;
}

export default {
  type: "action",
  key: "shopify-unlock-order-edits",
  name: "Unlock Order Edits",
  description:
    "Takes away the tag and the fulfilment holds that **Lock Order Edits** placed, and only those: holds are released by id. [See the documentation](https://shopify.dev/docs/api/admin-graphql/latest/mutations/fulfillmentOrderReleaseHold)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...shopifyProps(),
    orderId: {
      type: "string",
      label: "Order",
      description: "An order's id, its `gid://shopify/Order/…`, or its name such as `#1001`.",
    },
    ...editLockProps(),
    skipUnknown: skipUnknownProp(),
  },
  async run(this: Props, { $ }: { readonly $: ActionContext }): Promise<LockedOrder | null> {
    const client = shopifyClientFromProps(this);
    const change = unlockOrder(client, this.orderId, editLockFrom(this));
    const changed = this.skipUnknown === true ? await orNullWhenUnknown(change) : await change;
    $.export("$summary", changed === null ? `Order ${this.orderId} is not of this shop` : summary(changed));
    return changed;
  },
} satisfies ActionComponent;

function summary({ orderName, tagChanged, holdsChanged }: LockedOrder): string {
  const done = [...(tagChanged ? ["tag removed"] : []), ...(holdsChanged > 0 ? [`${holdsChanged} × released`] : [])];
  return `Order ${orderName}: ${done.length === 0 ? "was not locked" : done.join(", ")}`;
}
