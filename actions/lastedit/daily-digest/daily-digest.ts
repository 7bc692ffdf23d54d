import { ConfigurationError } from "@pipedream/platform";
import { alertChannelProps } from "../../../components/alerts/alert-props.ts";
import { readAlertChannels } from "../../../components/alerts/read-channels.ts";
import type { AlertChannelProps } from "../../../components/alerts/read-channels.ts";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { sendHttp } from "../../../components/shopify/send-http.ts";
import { isZone } from "../../../domain/alerts/wall-clock.ts";
import { digestOf } from "./digest.ts";
import { digestContent, digestText } from "./digest-in-words.ts";
import { readComparison } from "./read-comparison.ts";
import { deliveryInWords, sendDigest } from "./send-digest.ts";

interface Props extends LasteditStoreProps, Partial<AlertChannelProps> {
  readonly comparison?: unknown;
  readonly zone?: string;
}

const DEFAULT_ZONE = "UTC";

export default {
  type: "action",
  key: "lastedit-daily-digest",
  name: "Daily Digest",
  description:
    "Says how the day stands: open exceptions by owner with their deadlines, the oldest, what came up and was closed, and how both sides compare. Sends it over the alert channels, or only returns it. [See the documentation](https://pipedream.com/docs/workflows/data-management/data-stores)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true, idempotentHint: false },
  props: {
    lasteditStore: lasteditStoreProp(),
    comparison: {
      type: "any",
      label: "Comparison",
      description: "What **Compare Recent Orders** returned: adds gaps and values. May be left out.",
      optional: true,
    },
    zone: {
      type: "string",
      label: "Time Zone",
      description: "IANA name of the zone in which times are told, such as `Europe/London`.",
      default: DEFAULT_ZONE,
      optional: true,
    },
    ...alertChannelProps(),
    alertChannels: {
      ...alertChannelProps().alertChannels,
      description: `${alertChannelProps().alertChannels.description} Without any, the text is only returned.`,
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const zone = this.zone ?? DEFAULT_ZONE;
    if (!isZone(zone)) throw new ConfigurationError(`There is no time zone "${zone}". Nothing was sent.`);
    const comparison = readComparison(this.comparison);
    const { alertChannels = [] } = this;
    const wanted = [alertChannels].flat().filter((line) => line.trim() !== "");
    const channels = wanted.length === 0 ? [] : readAlertChannels({ ...this, alertChannels: wanted }, sendHttp);
    const nowMs = Date.now();
    const exceptions = await createExceptionStore(this.lasteditStore, Date.now).list();
    const digest = digestOf(exceptions, comparison, nowMs);
    const content = digestContent(digest, zone);
    const delivery = await sendDigest(content, channels, nowMs);
    $.export("$summary", `${content.title}${deliveryInWords(delivery)}`);
    return { ...digest, ...delivery, text: digestText(content) };
  },
} satisfies ActionComponent;
