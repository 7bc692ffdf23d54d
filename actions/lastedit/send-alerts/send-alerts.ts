import { alertChannelProps } from "../../../components/alerts/alert-props.ts";
import { AlertsNotSentError } from "../../../components/alerts/alerts-not-sent-error.ts";
import { readAlertChannels } from "../../../components/alerts/read-channels.ts";
import type { AlertChannelProps } from "../../../components/alerts/read-channels.ts";
import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { sendHttp } from "../../../components/shopify/send-http.ts";
import { alertRound, alertRoundInWords } from "./alert-round.ts";

interface Props extends LasteditStoreProps, AlertChannelProps {
  readonly routing?: unknown;
  readonly consoleUrl?: string;
}

export default {
  type: "action",
  key: "lastedit-send-alerts",
  name: "Send Alerts",
  description:
    "Looks at the exceptions and tells the right people what is new, what nobody has taken in time, and what is due. Run it every minute. [See the documentation](https://pipedream.com/docs/workflows/data-management/data-stores)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    lasteditStore: lasteditStoreProp(),
    ...alertChannelProps(),
    routing: {
      type: "object",
      label: "Routing",
      description:
        "Who owns what, and who is told how: `zone`, `owners`, `routes`, `channels`. What is given here is stored for all steps. Without it everybody is told everything.",
      optional: true,
    },
    consoleUrl: {
      type: "string",
      label: "Console Address",
      description: "Address of LastEdit's console, for a link to each exception.",
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const round = await alertRound({
      store: this.lasteditStore,
      channels: readAlertChannels(this, sendHttp),
      routing: this.routing,
      consoleUrl: this.consoleUrl,
      now: Date.now,
    });
    $.export("$summary", alertRoundInWords(round));
    const { failures, ...report } = round;
    if (failures.length > 0) throw new AlertsNotSentError(failures, report.sent.length);
    return report;
  },
} satisfies ActionComponent;
