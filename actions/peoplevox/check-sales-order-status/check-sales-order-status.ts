import { ConfigurationError } from "@pipedream/platform";
import {
  warehouseFromProps,
  peoplevoxProps,
  salesOrderNumberProp,
} from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import { readOrder } from "../shared/order-prop.ts";
import { inWords, statusOf } from "./sales-order-status.ts";

interface Props extends PeoplevoxProps {
  readonly order?: unknown;
  readonly salesOrderNumber?: string;
}

export default {
  type: "action",
  key: "peoplevox-check-sales-order-status",
  name: "Check Sales Order Status",
  description:
    "Says how far the warehouse is with an order: its Sales Orders with status, holds and lines. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...peoplevoxProps(),
    order: {
      type: "any",
      label: "Order",
      description:
        "The current Shopify order, as **Get Current Order** returned it. All Sales Orders of the order are found, replacements too.",
      optional: true,
    },
    salesOrderNumber: { ...salesOrderNumberProp(), optional: true },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const { warehouse, profile } = warehouseFromProps(this);
    if (this.order === undefined && (this.salesOrderNumber ?? "") === "") {
      throw new ConfigurationError("Give an order or a Sales Order number. Nothing was changed.");
    }
    const found =
      this.order === undefined
        ? [await warehouse.readSalesOrder(this.salesOrderNumber ?? "")].filter((salesOrder) => salesOrder !== null)
        : await warehouse.findLineage(desiredSalesOrder(readOrder(this.order), profile));
    const status = statusOf(found, profile);
    $.export("$summary", inWords(status));
    return status;
  },
} satisfies ActionComponent;
