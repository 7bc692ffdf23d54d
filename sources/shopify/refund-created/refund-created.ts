import type { HttpEvent, SourceComponent, TimerEvent } from "../../../components/pipedream-component.ts";
import {
  readWarehouseLocations,
  returnsPolicyFrom,
  returnsPolicyProps,
  warehouseLocationsProp,
} from "../../../components/shopify/returns-policy-props.ts";
import type { ReturnsPolicyProps } from "../../../components/shopify/returns-policy-props.ts";
import { REFUND_TOPICS } from "../../../components/shopify/webhooks/webhook-tables.ts";
import { orderSourceFromProps, orderSourceProps } from "../common/order-source-props.ts";
import type { OrderSourceThis } from "../common/order-source-props.ts";
import type { OrderSource } from "../common/order-source.ts";
import { activateOrderSource, deactivateOrderSource, runOrderSource } from "../common/run-order-source.ts";
import { tellReturns } from "./tell-returns.ts";
import { testEvent } from "./test-event.ts";

interface This extends OrderSourceThis, ReturnsPolicyProps {
  readonly warehouseLocations?: readonly string[];
}

/** Details and metafields of the order say nothing about refunds. */
const {
  includeDetailChanges: _details,
  metafields: _metafields,
  ...props
} = orderSourceProps(REFUND_TOPICS, REFUND_TOPICS);

const open = (self: This): OrderSource => ({
  ...orderSourceFromProps(self),
  telling: tellReturns({
    policy: returnsPolicyFrom(self),
    locations: readWarehouseLocations(self.warehouseLocations),
  }),
});

export default {
  type: "source",
  key: "shopify-refund-created",
  name: "New Refund or Return (Instant)",
  description:
    "Emit new event when a Shopify order was refunded, or a Return was requested, approved, declined, cancelled or " +
    "changed: what it is, and which units come back. [See the documentation](https://shopify.dev/docs/api/webhooks)",
  version: "0.1.0",
  dedupe: "unique",
  props: { ...props, warehouseLocations: warehouseLocationsProp(), ...returnsPolicyProps() },
  hooks: {
    async activate(this: This) {
      await activateOrderSource(open(this));
    },
    async deactivate(this: This) {
      await deactivateOrderSource(open(this));
    },
  },
  sampleEmit: testEvent,
  async run(this: This, event: HttpEvent | TimerEvent) {
    await runOrderSource(open(this), this.http, event);
  },
} satisfies SourceComponent;
