import { SMTPServer } from "smtp-server";
import type { SMTPServerOptions } from "smtp-server";
import type { AddressInfo } from "node:net";

export interface SeenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly raw: string;
}

export interface MailServerForTests {
  readonly port: number;
  readonly seen: SeenMail[];
  close(): Promise<void>;
}

/** A real SMTP server on this machine. Addresses that begin with `nobody` are not taken. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServerForTests> {
  const seen: SeenMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onRcptTo: ({ address }, _session, callback) =>
      address.startsWith("nobody")
        ? callback(Object.assign(new Error("No such mailbox"), { responseCode: 550 }))
        : callback(),
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        seen.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString("utf8") });
        callback();
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, seen, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
