import axios from "axios";
import { isRecord } from "../../../component-host/json.ts";
import type { DueSend } from "../../../store/runs/sends.ts";
import { recipeChannel } from "./channels.ts";
import type { Channels } from "./channels.ts";
import { sendMail } from "./send-mail.ts";
import type { MailAccount } from "./send-mail.ts";
import { deliverToWebhook } from "./webhook.ts";

/** What came of one try. `retryAfterMs` says that it is worth another. */
export interface SendOutcome {
  readonly status: "sent" | "failed" | "not-sent";
  readonly because: string;
  readonly retryAfterMs?: number;
}

export interface SendServices {
  /** `null` when no connection has a mail server. */
  mail(): MailAccount | null;
  /** Listeners of this process; `null` where none can be, as in a worker. */
  readonly channels: Channels | null;
}

type Sender = (
  config: Readonly<Record<string, unknown>>,
  services: SendServices,
  send: DueSend,
) => Promise<SendOutcome>;

const HTTP_TIMEOUT_MS = 30_000;

/** How each kind of send is carried out. Fire and forget: what fails is told in the run's history and not repeated. */
const SENDERS: Readonly<Record<string, Sender>> = {
  http: sendHttp,
  async email(config, { mail }) {
    const account = mail();
    return account === null ? notHere("No connection has a mail server.") : sendMail(config, account);
  },
  emit: (config, { channels }, { recipe }) =>
    Promise.resolve(publish(channels, recipeChannel(recipe ?? ""), config["raw_event"] ?? config["event"])),
  sse: ({ channel, payload }, { channels }) =>
    Promise.resolve(publish(channels, typeof channel === "string" ? channel : "", payload)),
  webhook: (config, _services, { tries }) => deliverToWebhook(config, tries),
  s3: () => Promise.resolve(notHere("This installation has no driver for S3. Use an action that uploads.")),
  sql: () => Promise.resolve(notHere("Use an action that runs the query.")),
  snowflake: () => Promise.resolve(notHere("Use an action that runs the query.")),
};

/** Kinds that only a process with listeners can carry out. */
const FOR_LISTENERS = new Set(["emit", "sse"]);

/** Kinds that a process with these services carries out. */
export function kindsFor({ channels }: SendServices): string[] {
  return Object.keys(SENDERS).filter((kind) => channels !== null || !FOR_LISTENERS.has(kind));
}

/** Never rejects. */
export async function carryOut(send: DueSend, services: SendServices): Promise<SendOutcome> {
  const sender = SENDERS[send.kind];
  if (sender === undefined) return notHere(`"${send.kind}" is no kind of send.`);
  if (!isRecord(send.config)) return notHere(`Its configuration is ${typeof send.config}; expected an object.`);
  try {
    return await sender(send.config, services, send);
  } catch (error) {
    return { status: "failed", because: error instanceof Error ? error.message : String(error) };
  }
}

async function sendHttp(config: Readonly<Record<string, unknown>>): Promise<SendOutcome> {
  const { method, url, data, headers, params, auth } = config;
  if (typeof url !== "string" || !URL.canParse(url))
    return notHere(`url is ${JSON.stringify(url)}; expected an address.`);
  const { status } = await axios
    .request({
      method: typeof method === "string" ? method : "GET",
      url,
      data,
      ...(isRecord(headers) ? { headers: headers as Record<string, string> } : {}),
      ...(isRecord(params) ? { params } : {}),
      ...(isRecord(auth) ? { auth: { username: String(auth["username"]), password: String(auth["password"]) } } : {}),
      timeout: HTTP_TIMEOUT_MS,
      validateStatus: () => true,
      responseType: "stream",
    })
    .then((response) => {
      (response.data as { destroy(): void }).destroy();
      return response;
    });
  const { host } = new URL(url);
  return status < 400
    ? { status: "sent", because: `${host} answered ${status}.` }
    : { status: "failed", because: `${host} answered ${status}.` };
}

function publish(channels: Channels | null, channel: string, payload: unknown): SendOutcome {
  const count = channels?.publish(channel, payload) ?? 0;
  return count === 0
    ? notHere(`Nobody listens to the channel "${channel}".`)
    : { status: "sent", because: `${count} ${count === 1 ? "listener" : "listeners"} got it.` };
}

function notHere(because: string): SendOutcome {
  return { status: "not-sent", because };
}
