import type { HttpEvent, SourceComponent, TimerEvent } from "../../../components/pipedream-component.ts";
import { orderSourceFromProps, orderSourceProps } from "../common/order-source-props.ts";
import type { OrderSourceThis } from "../common/order-source-props.ts";
import { activateOrderSource, deactivateOrderSource, runOrderSource } from "../common/run-order-source.ts";
import { testEvent } from "./test-event.ts";

export default {
  type: "source",
  key: "shopify-order-edited",
  name: "New Order Edited (Instant)",
  description:
    "Emit new event when a Shopify order was changed and has settled. Several changes in a row become one event; " +
    "lost webhooks are found by asking Shopify. [See the documentation](https://shopify.dev/docs/api/webhooks)",
  version: "0.1.0",
  dedupe: "unique",
  props: orderSourceProps(["orders/edited", "orders/updated"]),
  hooks: {
    async activate(this: OrderSourceThis) {
      await activateOrderSource(orderSourceFromProps(this));
    },
    async deactivate(this: OrderSourceThis) {
      await deactivateOrderSource(orderSourceFromProps(this));
    },
  },
  sampleEmit: testEvent,
  async run(this: OrderSourceThis, event: HttpEvent | TimerEvent) {
    await runOrderSource(orderSourceFromProps(this), this.http, event);
  },
} satisfies SourceComponent;
