import { ConfigurationError } from "@pipedream/platform";
import { ALL_CHANNELS } from "../../domain/alerts/routing.ts";
import type { SendHttp } from "../shopify/send-http.ts";
import type { AlertChannel } from "./alert-channel.ts";
import { createHttpChannel } from "./http-channel.ts";
import { createMailChannel } from "./mail-channel.ts";
import { readMailServer } from "./read-mail-server.ts";
import { createSlackChannel } from "./slack-channel.ts";
import { createTeamsChannel } from "./teams-channel.ts";

/** What `alertChannelProps` puts on an action's `this`. */
export interface AlertChannelProps {
  /** Each `<name> <slack | teams | http | mail> <address>`. */
  readonly alertChannels: string | readonly string[];
  readonly alertHttpSecret?: string;
  readonly alertMailServer?: string;
  readonly alertMailFrom?: string;
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);
const SHAPE = "<name> <slack | teams | http | mail> <address>";

/** How a channel of each kind is made from its address. */
const KINDS: Readonly<Record<string, (line: ChannelLine, props: AlertChannelProps, send: SendHttp) => AlertChannel>> = {
  slack: (line, _, send) => createSlackChannel(line.name, webAddress(line), send),
  teams: (line, _, send) => createTeamsChannel(line.name, webAddress(line), send),
  http: (line, { alertHttpSecret }, send) =>
    createHttpChannel(line.name, webAddress(line), alertHttpSecret?.trim() || null, send),
  mail: (line, { alertMailServer, alertMailFrom }) =>
    createMailChannel(line.name, readMailServer(alertMailServer, line.name), {
      from: mailFrom(alertMailFrom, line.name),
      to: mailAddresses(line),
    }),
};

interface ChannelLine {
  readonly name: string;
  readonly kind: string;
  /** Never shown: for webhooks it is the key. */
  readonly address: string;
}

/**
 * The channels that an action's props name.
 *
 * @throws {ConfigurationError} Naming the channel and what was expected, never its address. Nothing was sent
 */
export function readAlertChannels(props: AlertChannelProps, send: SendHttp): AlertChannel[] {
  const lines = [props.alertChannels].flat().map((text) => text.trim());
  const channels = lines.filter((text) => text !== "").map((text) => channelOf(text, props, send));
  if (channels.length === 0) throw new ConfigurationError(`There is no alert channel; expected such as ${SHAPE}.`);
  const names = channels.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ConfigurationError(`There are two alert channels named "${twice}".`);
  return channels;
}

function channelOf(text: string, props: AlertChannelProps, send: SendHttp): AlertChannel {
  const [name = "", kind = "", ...rest] = text.split(/\s+/);
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name) || name === ALL_CHANNELS)
    throw new ConfigurationError(
      `An alert channel has no usable name; expected ${SHAPE}, with a name in lower case other than "${ALL_CHANNELS}".`,
    );
  const make = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (make === undefined || rest.length === 0)
    throw new ConfigurationError(`The alert channel "${name}" cannot be read; expected ${SHAPE}.`);
  return make({ name, kind, address: rest.join(" ") }, props, send);
}

function webAddress({ name, kind, address }: ChannelLine): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.has(url.hostname))) return url.href;
  throw new ConfigurationError(
    `The address of the alert channel "${name}" (${kind}) is not usable; expected one that begins with https://.`,
  );
}

function mailAddresses({ name, address }: ChannelLine): string[] {
  const addresses = address.split(/[\s,;]+/).filter((each) => each !== "");
  const wrong = addresses.find((each) => !/^[^\s@<>",;]+@[^\s@<>",;]+$/.test(each));
  if (wrong === undefined) return addresses;
  throw new ConfigurationError(
    `The alert channel "${name}" has the mail address "${wrong}"; expected such as ops@example.com.`,
  );
}

function mailFrom(from: string | undefined, channel: string): string {
  const sender = from?.trim() ?? "";
  if (/^([^<>\r\n]*<)?[^\s@<>]+@[^\s@<>]+>?$/.test(sender)) return sender;
  throw new ConfigurationError(
    `The sender of the alert channel "${channel}" is "${sender}"; expected such as LastEdit <alerts@example.com>.`,
  );
}
