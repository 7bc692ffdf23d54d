import { createTransport } from "nodemailer";
import type { SendOutcome } from "./senders.ts";

/** Where mails of `$.send.email` go: they have no addressee, on Pipedream they go to the owner of the account. */
export interface MailAccount {
  /** `smtps://user:password@smtp.example.com`, or `smtp://` for STARTTLS. */
  readonly server: string;
  readonly from: string;
  readonly to: readonly string[];
}

const TIMEOUT_MS = 15_000;
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

export async function sendMail(
  { subject, text, html }: Readonly<Record<string, unknown>>,
  account: MailAccount,
): Promise<SendOutcome> {
  const plain = LOOPBACK.has(new URL(account.server).hostname) && account.server.startsWith("smtp:");
  const transport = createTransport({
    url: account.server,
    requireTLS: !plain && account.server.startsWith("smtp:"),
    ignoreTLS: plain,
    connectionTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: account.from,
      to: [...account.to],
      subject: words(subject),
      text: words(text),
      ...(typeof html === "string" ? { html } : {}),
      headers: { "Auto-Submitted": "auto-generated" },
    });
    return { status: "sent", because: `Sent to ${account.to.join(", ")}.` };
  } catch (error) {
    const { code = "failed", responseCode } = error as { readonly code?: string; readonly responseCode?: number };
    // Its message may hold the server's address, and with it the password.
    return { status: "failed", because: `The mail server did not take it (${responseCode ?? code}).` };
  } finally {
    transport.close();
  }
}

function words(value: unknown): string {
  return typeof value === "string" ? value : "";
}
