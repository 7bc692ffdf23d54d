import type { MailAccount } from "../engine/flow/sends/send-mail.ts";
import type { Connection } from "./connections.ts";

/** The mailboxes of the first alert connection with a mail server; `null` when there is none. */
export function mailAccountOf(connections: Iterable<Connection>): MailAccount | null {
  for (const { fields } of connections) {
    const { alertMailServer: server, alertMailFrom: from, alertChannels } = fields;
    const lines = [alertChannels].flat().filter((line) => typeof line === "string");
    const to = lines.flatMap((line) => {
      const [, kind, ...addresses] = line.trim().split(/[\s,;]+/);
      return kind === "mail" ? addresses : [];
    });
    if (typeof server === "string" && URL.canParse(server) && typeof from === "string" && to.length > 0) {
      return { server, from, to };
    }
  }
  return null;
}
