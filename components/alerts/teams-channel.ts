import type { AlertContent, AlertEntry } from "../../domain/alerts/compose-alert.ts";
import type { SendHttp } from "../shopify/send-http.ts";
import type { AlertChannel } from "./alert-channel.ts";
import { postAlert } from "./post-alert.ts";

/** Teams refuses messages above 28 KB. */
const LONGEST_MESSAGE_BYTES = 27 * 1024;

const COLOURS = { high: "attention", medium: "warning", low: "accent" } as const;

/**
 * A channel of Microsoft Teams, by the address of a workflow that starts when a webhook request is received.
 *
 * @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
export function createTeamsChannel(name: string, url: string, send: SendHttp): AlertChannel {
  return {
    name,
    send: ({ content }) => postAlert(send, { channel: name, url, body: teamsBody(content) }),
  };
}

/** The JSON as Teams takes it. When it would be too large, the last entries are left out, and the message says so. */
export function teamsBody(content: AlertContent): string {
  for (let shown = content.entries.length; ; shown -= 1) {
    const body = JSON.stringify(teamsMessage(content, shown));
    if (Buffer.byteLength(body) <= LONGEST_MESSAGE_BYTES || shown === 0) return body;
  }
}

function teamsMessage(content: AlertContent, shown: number): object {
  const leftOut = content.entries.length - shown;
  const card = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    msteams: { width: "Full" },
    body: [
      texts([{ text: content.title, size: "large", weight: "bolder", color: COLOURS[content.severity] }]),
      ...(content.lead === "" ? [] : [texts([{ text: content.lead }])]),
      ...content.entries.slice(0, shown).map(entryContainer),
      ...(leftOut === 0 ? [] : [texts([{ text: `${leftOut} of them do not fit into this message.` }])]),
      ...(content.more === null ? [] : [texts([{ text: content.more }])]),
    ],
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: card }],
  };
}

function entryContainer({ heading, facts, links }: AlertEntry): object {
  return {
    type: "Container",
    separator: true,
    items: [
      ...(heading === null ? [] : [texts([{ text: heading, weight: "bolder" }])]),
      ...facts.map(({ label, text }) => texts([{ text: `${label}: `, weight: "bolder" }, { text }])),
      ...(links.length === 0
        ? []
        : [
            {
              type: "ActionSet",
              actions: links.map(({ label, url }) => ({ type: "Action.OpenUrl", title: label, url })),
            },
          ]),
    ],
  };
}

/** Text runs are shown letter for letter; the other text elements of a card read Markdown. */
function texts(runs: readonly object[]): object {
  return { type: "RichTextBlock", inlines: runs.map((run) => ({ type: "TextRun", ...run })) };
}
