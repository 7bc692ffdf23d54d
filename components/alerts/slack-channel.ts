import type { AlertContent, AlertEntry } from "../../domain/alerts/compose-alert.ts";
import type { SendHttp } from "../shopify/send-http.ts";
import type { AlertChannel } from "./alert-channel.ts";
import { escapedWithin } from "./escaped-within.ts";
import { postAlert } from "./post-alert.ts";

/** Slack refuses a message with a longer text in a block. */
const LONGEST_HEADER = 150;
const LONGEST_SECTION = 3_000;

const BULLETS = { high: "🔴", medium: "🟠", low: "🔵" } as const;
const CONTROL = { "&": "&amp;", "<": "&lt;", ">": "&gt;" } as const;

/**
 * A channel of Slack, by its incoming webhook.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function createSlackChannel(name: string, url: string, send: SendHttp): AlertChannel {
  return {
    name,
    send: ({ content }) => postAlert(send, { channel: name, url, body: JSON.stringify(slackMessage(content)) }),
  };
}

/**
 * The message as Slack takes it: at most 50 blocks with 3,000 characters each. Texts stand in `plain_text`, where Slack
 * reads neither mentions nor styles.
 */
export function slackMessage(content: AlertContent): object {
  const title = `${BULLETS[content.severity]} ${content.title}`;
  return {
    text: escapedWithin(`${title} ${content.lead}`.trim(), LONGEST_SECTION, CONTROL),
    mrkdwn: false,
    unfurl_links: false,
    blocks: [
      { type: "header", text: plain(title, LONGEST_HEADER) },
      ...(content.lead === "" ? [] : [section(content.lead)]),
      ...content.entries.flatMap(entryBlocks),
      ...(content.more === null ? [] : [section(content.more)]),
    ],
  };
}

function entryBlocks({ heading, facts, links }: AlertEntry): object[] {
  const lines = facts.map(({ label, text }) => `${label}: ${text}`);
  const links_ = links.map(({ label, url }) => `<${slackUrl(url)}|${escapedWithin(label, LONGEST_HEADER, CONTROL)}>`);
  return [
    ...sections([...(heading === null ? [] : [heading]), ...lines]),
    ...(links_.length === 0 ? [] : [{ type: "context", elements: [{ type: "mrkdwn", text: links_.join(" · ") }] }]),
  ];
}

/** As many lines in a section as it takes. */
function sections(lines: readonly string[]): object[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    const joined = last === undefined ? line : `${last}\n${line}`;
    if (last !== undefined && joined.length <= LONGEST_SECTION / 2) texts[texts.length - 1] = joined;
    else texts.push(line);
  }
  return texts.map(section);
}

function section(text: string): object {
  return { type: "section", text: plain(text, LONGEST_SECTION) };
}

function plain(text: string, longest: number): object {
  return { type: "plain_text", emoji: false, text: escapedWithin(text, longest, CONTROL) };
}

/** In a link, these end the address. */
function slackUrl(url: string): string {
  return url.replaceAll("&", "&amp;").replaceAll("|", "%7C").replaceAll(">", "%3E").replaceAll("<", "%3C");
}
