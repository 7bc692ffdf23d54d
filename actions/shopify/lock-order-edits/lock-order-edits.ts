import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { lockOrder } from "../../../components/shopify/edit-lock.ts";
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
  readonly because?: string;
}

const DEFAULT_BECAUSE = "The warehouse has begun to pick this order.";

export default {
  type: "action",
  key: "shopify-lock-order-edits",
  name: "Lock Order Edits",
  description:
    "Marks an order, by a tag and if wanted a fulfilment hold, so that edit apps and staff see that the warehouse has begun. **Unlock Order Edits** undoes it. [See the documentation](https://shopify.dev/docs/api/admin-graphql/latest/mutations/tagsAdd)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...shopifyProps(),
    orderId: {
      type: "string",
      label: "Order",
      description: "An order's id, its `gid://shopify/Order/…`, or its name such as `#1001`.",
    },
    because: {
      type: "string",
      label: "Because",
      description: "Why edits are locked; shown with the fulfilment hold.",
      default: DEFAULT_BECAUSE,
      optional: true,
    },
    ...editLockProps(),
    skipUnknown: skipUnknownProp(),
  },
  async run(this: Props, { $ }: { readonly $: ActionContext }): Promise<LockedOrder | null> {
    const client = shopifyClientFromProps(this);
    const change = lockOrder(client, this.orderId, editLockFrom(this), this.because ?? DEFAULT_BECAUSE);
    const changed = this.skipUnknown === true ? await orNullWhenUnknown(change) : await change;
    $.export("$summary", changed === null ? `Order ${this.orderId} is not of this shop` : summary(changed));
    return changed;
  },
} satisfies ActionComponent;

function summary({ orderName, tagChanged, holdsChanged }: LockedOrder): string {
  const done = [...(tagChanged ? ["tagged"] : []), ...(holdsChanged > 0 ? [`${holdsChanged} × held`] : [])];
  return `Order ${orderName}: ${done.length === 0 ? "was locked already" : done.join(", ")}`;
}
