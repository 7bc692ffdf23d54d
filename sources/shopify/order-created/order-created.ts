import type { HttpEvent, SourceComponent, TimerEvent } from "../../../components/pipedream-component.ts";
import type { OrderSource } from "../common/order-source.ts";
import { orderSourceFromProps, orderSourceProps } from "../common/order-source-props.ts";
import type { OrderSourceThis } from "../common/order-source-props.ts";
import { activateOrderSource, deactivateOrderSource, runOrderSource } from "../common/run-order-source.ts";
import { testEvent } from "./test-event.ts";

const open = (props: OrderSourceThis): OrderSource => orderSourceFromProps(props, Date.now, { releaseSignals: true });

export default {
  type: "source",
  key: "shopify-order-created",
  name: "New Order Created or Ready (Instant)",
  description:
    "Emit new event when a Shopify order was placed, or when something changed that decides whether it may go to the " +
    "warehouse: payment, tags, a hold, lines, details. [See the documentation](https://shopify.dev/docs/api/webhooks)",
  version: "0.1.0",
  dedupe: "unique",
  props: orderSourceProps(["orders/create", "orders/edited", "orders/updated", "orders/cancelled"]),
  hooks: {
    async activate(this: OrderSourceThis) {
      await activateOrderSource(open(this));
    },
    async deactivate(this: OrderSourceThis) {
      await deactivateOrderSource(open(this));
    },
  },
  sampleEmit: testEvent,
  async run(this: OrderSourceThis, event: HttpEvent | TimerEvent) {
    await runOrderSource(open(this), this.http, event);
  },
} satisfies SourceComponent;
