import type { HttpEvent, SourceComponent, TimerEvent } from "../../../components/pipedream-component.ts";
import { activateOrderSource, deactivateOrderSource } from "../common/run-order-source.ts";
import { recreatedSourceFromProps, recreatedSourceProps } from "./recreated-source.ts";
import type { RecreatedSourceThis } from "./recreated-source.ts";
import { runRecreatedSource } from "./run-recreated-source.ts";
import { testEvent } from "./test-event.ts";

export default {
  type: "source",
  key: "shopify-order-recreated",
  name: "New Order Recreated (Instant)",
  description:
    "Emit new event when an app edited an order by copying it to a new one and cancelling the old one, whichever comes " +
    "first. [See the documentation](https://shopify.dev/docs/api/webhooks)",
  version: "0.1.0",
  dedupe: "unique",
  props: recreatedSourceProps(),
  hooks: {
    async activate(this: RecreatedSourceThis) {
      await activateOrderSource(recreatedSourceFromProps(this));
    },
    async deactivate(this: RecreatedSourceThis) {
      await deactivateOrderSource(recreatedSourceFromProps(this));
    },
  },
  sampleEmit: testEvent,
  async run(this: RecreatedSourceThis, event: HttpEvent | TimerEvent) {
    await runRecreatedSource(recreatedSourceFromProps(this), this.http, event);
  },
} satisfies SourceComponent;
