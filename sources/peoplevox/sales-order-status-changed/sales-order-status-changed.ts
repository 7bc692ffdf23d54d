import { peoplevoxProps, warehouseFromProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type {
  Emit,
  HttpInterface,
  SourceComponent,
  SourceDb,
  TimerEvent,
} from "../../../components/pipedream-component.ts";
import { readShopDomain } from "../../../components/shopify/shopify-props.ts";
import { lookAtStatuses } from "./look-at-statuses.ts";
import { receiveCallback } from "./receive-callback.ts";
import type { CallbackEvent } from "./receive-callback.ts";
import type { StatusSource, ToldChanges } from "./status-source.ts";
import { subscribe, unsubscribe } from "./subscription.ts";
import { testEvent } from "./test-event.ts";

interface SourceThis extends PeoplevoxProps {
  readonly shopifyShop?: string;
  readonly changes?: ToldChanges;
  readonly channels?: readonly string[];
  readonly sweepMinutes?: number;
  readonly http: HttpInterface;
  readonly db: SourceDb;
  readonly $emit: Emit;
}

const DEFAULT_SWEEP_MINUTES = 5;

export default {
  type: "source",
  key: "peoplevox-sales-order-status-changed",
  name: "New Sales Order Status (Instant)",
  description:
    "Emit new event when the status of a Sales Order has changed in Peoplevox, such as when picking begins. Lost callbacks are found by asking. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  dedupe: "unique",
  props: {
    ...peoplevoxProps(),
    http: { type: "$.interface.http", customResponse: true },
    timer: {
      type: "$.interface.timer",
      label: "Tick",
      description: "How often Sales Orders that Peoplevox told of are looked at, up to 100 with one request.",
      default: { intervalSeconds: 15 },
    },
    changes: {
      type: "string",
      label: "Which Changes",
      description: "Tell of each change of status, or only of those by which work on an order begins or ends.",
      options: [
        { label: "Every change of status", value: "every-status" },
        { label: "Work has begun or ended", value: "work-started-or-ended" },
      ],
      default: "every-status",
      optional: true,
    },
    channels: {
      type: "string[]",
      label: "Channels",
      description: "Only Sales Orders whose ChannelName is one of these, such as `Shopify`. Leave it empty for all.",
      optional: true,
    },
    sweepMinutes: {
      type: "integer",
      label: "Ask Every (Minutes)",
      description: "How often Peoplevox is asked for all orders in work: the net under lost callbacks.",
      min: 1,
      default: DEFAULT_SWEEP_MINUTES,
      optional: true,
    },
    shopifyShop: {
      type: "string",
      label: "Shop",
      description: "The shop's myshopify.com domain; it comes with each event.",
      optional: true,
    },
    db: "$.service.db",
  },
  hooks: {
    async activate(this: SourceThis) {
      await subscribe(sourceFrom(this));
    },
    async deactivate(this: SourceThis) {
      await unsubscribe(sourceFrom(this));
    },
  },
  sampleEmit: testEvent,
  async run(this: SourceThis, event: CallbackEvent | TimerEvent) {
    const source = sourceFrom(this);
    if (!("method" in event)) return lookAtStatuses(source);
    const { status, ...answer } = receiveCallback(source, event);
    const headers = { "content-type": "application/json" };
    await this.http.respond({ status, headers, body: JSON.stringify(answer) });
  },
} satisfies SourceComponent;

function sourceFrom(props: SourceThis): StatusSource {
  const shop = (props.shopifyShop ?? "").trim();
  return {
    peoplevox: warehouseFromProps(props),
    shop: shop === "" ? null : readShopDomain(shop),
    told: props.changes ?? "every-status",
    channels: props.channels ?? [],
    sweepEveryMs: (props.sweepMinutes ?? DEFAULT_SWEEP_MINUTES) * 60_000,
    endpoint: props.http.endpoint,
    db: props.db,
    emit: props.$emit,
    now: Date.now,
  };
}
