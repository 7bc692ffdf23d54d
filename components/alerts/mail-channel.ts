import { createTransport } from "nodemailer";
import type { AlertChannel, OutgoingAlert } from "./alert-channel.ts";
import { AlertRefusedError, AlertUnreachableError } from "./alert-errors.ts";
import type { AlertPlace } from "./alert-errors.ts";
import { mailHtml, mailText } from "./mail-body.ts";

/** How to reach the mail server. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise the connection is upgraded by STARTTLS. */
  readonly secure: boolean;
  /** May go without any encryption: only within this machine. */
  readonly mayBePlain: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
}

export interface MailAddresses {
  readonly from: string;
  readonly to: readonly string[];
}

const TIMEOUT_MS = 15_000;
const LONGEST_ANSWER = 160;

/** People's mailboxes, by SMTP. */
export function createMailChannel(
  name: string,
  server: MailServer,
  { from, to }: MailAddresses,
  timeoutMs = TIMEOUT_MS,
): AlertChannel {
  const place = { channel: name, host: `${server.host}:${server.port}` };
  const { host, port, secure, mayBePlain, login } = server;
  return {
    name,
    async send(alert) {
      const transport = createTransport({
        host,
        port,
        secure,
        requireTLS: !secure && !mayBePlain,
        ignoreTLS: mayBePlain,
        ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
        connectionTimeout: timeoutMs,
        greetingTimeout: timeoutMs,
        socketTimeout: timeoutMs,
        dnsTimeout: timeoutMs,
        socketCloseTimeout: 0,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        const { rejected } = await transport.sendMail({ from, to: [...to], ...mail(alert) });
        return { notTakenFor: rejected };
      } catch (error) {
        throw asAlertError(error, place, login?.password);
      } finally {
        transport.close();
      }
    },
  };
}

function mail({ id, content }: OutgoingAlert) {
  return {
    subject: `[LastEdit] ${content.title}`,
    text: mailText(content),
    html: mailHtml(content),
    priority: content.severity === "high" ? ("high" as const) : ("normal" as const),
    headers: { "Auto-Submitted": "auto-generated", "X-LastEdit-Alert-Id": id },
  };
}

/** Nodemailer's codes for failures before the server had anything to decide. */
const NOT_REACHED = new Set(["ECONNECTION", "ETIMEDOUT", "ESOCKET", "EDNS", "ETLS", "EPROXY"]);

function asAlertError(error: unknown, place: AlertPlace, password: string | undefined): unknown {
  const { code, responseCode, command, message } = error as {
    readonly code?: string;
    readonly responseCode?: number;
    readonly command?: string;
    readonly message: string;
  };
  // Without a code it is not the mail server's doing.
  if (code === undefined) return error;
  if (code === "EAUTH")
    return new AlertRefusedError(place, { answer: "user name or password is wrong", forNow: false });
  const words = password === undefined ? message : message.replaceAll(password, "[secret]");
  const said = `${code} ${words}`.replace(/\s+/g, " ").trim().slice(0, LONGEST_ANSWER);
  if (NOT_REACHED.has(code)) return new AlertUnreachableError(place, { reason: said, sent: command === "DATA" });
  // SMTP: 4xx is for now, 5xx for good.
  return new AlertRefusedError(place, { answer: said, forNow: responseCode !== undefined && responseCode < 500 });
}
