import type { UserProp } from "../pipedream-component.ts";

/** Ways to reach people. Addresses of webhooks are their keys, so all of them are secret. */
export const alertChannelProps = () =>
  ({
    alertChannels: {
      type: "string[]",
      label: "Channels",
      description:
        "One per line: `<name> <slack | teams | http | mail> <address>`, such as `floor slack https://hooks.slack.com/services/…` or `ops mail ops@example.com, anna@example.com`. The routing names channels by these names.",
      secret: true,
    },
    alertHttpSecret: {
      type: "string",
      label: "HTTP Signing Secret",
      description: "Alerts to `http` channels are signed with it; see the README for how the receiver checks that.",
      secret: true,
      optional: true,
    },
    alertMailServer: {
      type: "string",
      label: "Mail Server",
      description:
        "For `mail` channels: `smtps://user:password@smtp.example.com` (TLS), or `smtp://…` (STARTTLS, port 587).",
      secret: true,
      optional: true,
    },
    alertMailFrom: {
      type: "string",
      label: "Mail Sender",
      description: "For `mail` channels, such as `LastEdit <alerts@example.com>`.",
      optional: true,
    },
  }) as const satisfies Record<string, UserProp>;
