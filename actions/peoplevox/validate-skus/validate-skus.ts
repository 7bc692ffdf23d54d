import { warehouseFromProps, peoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { orderProp, readOrder } from "../shared/order-prop.ts";
import { validateSkus } from "./check-order-skus.ts";

interface Props extends PeoplevoxProps {
  readonly order: unknown;
  readonly suggestions?: number;
}

export default {
  type: "action",
  key: "peoplevox-validate-skus",
  name: "Validate SKUs",
  description:
    "Maps each SKU of an order to an ItemCode and checks that Peoplevox has it. Unknown and deactivated ones are listed with ItemCodes that look alike. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...peoplevoxProps(),
    order: orderProp(),
    suggestions: {
      type: "integer",
      label: "Suggestions",
      description:
        "How many ItemCodes that look alike are listed for an unknown SKU. Each unknown SKU costs a request.",
      min: 0,
      max: 10,
      default: 3,
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const { warehouse, profile } = warehouseFromProps(this);
    const { summary, ...result } = await validateSkus(readOrder(this.order), profile, warehouse, this.suggestions ?? 3);
    $.export("$summary", summary);
    return result;
  },
} satisfies ActionComponent;
