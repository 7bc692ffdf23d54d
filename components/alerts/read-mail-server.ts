import { ConfigurationError } from "@pipedream/platform";
import type { MailServer } from "./mail-channel.ts";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);
const PORTS = { "smtps:": 465, "smtp:": 587 } as const;

/**
 * A mail server from its address: `smtps://user:password@host:465` for TLS from the start, `smtp://…:587` for STARTTLS.
 * User name and password are percent-encoded where they hold `@`, `:` or `/`.
 *
 * @throws {ConfigurationError} Without the address in it
 */
export function readMailServer(address: string | undefined, channel: string): MailServer {
  const url = URL.canParse(address ?? "") ? new URL(address ?? "") : null;
  if (url === null || !isMail(url.protocol) || url.hostname === "")
    throw new ConfigurationError(
      `The alert channel "${channel}" needs a mail server; expected such as smtps://user:password@smtp.example.com.`,
    );
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return {
    host,
    port: url.port === "" ? PORTS[url.protocol as keyof typeof PORTS] : Number(url.port),
    secure: url.protocol === "smtps:",
    mayBePlain: url.protocol === "smtp:" && LOOPBACK.has(url.hostname),
    login:
      url.username === "" ? null : { user: decoded(url.username, channel), password: decoded(url.password, channel) },
  };
}

function isMail(protocol: string): boolean {
  return Object.hasOwn(PORTS, protocol);
}

function decoded(text: string, channel: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConfigurationError(
      `User name or password of the mail server of the alert channel "${channel}" is not percent-encoded.`,
    );
  }
}
