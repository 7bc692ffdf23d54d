import { createHmac } from "node:crypto";
import type { SendHttp } from "../shopify/send-http.ts";
import type { AlertChannel, OutgoingAlert } from "./alert-channel.ts";
import { postAlert } from "./post-alert.ts";

/**
 * Any system that takes JSON over HTTP. With a secret, each request carries
 * `lastedit-signature: t=<unix seconds>,v1=<hex>`, the HMAC-SHA256 of `<t>.<body>`, so that the receiver can tell that
 * it is ours and new.
 *
 * @param secret - Shared with the receiver; `null` sends no signature
 */
export function createHttpChannel(name: string, url: string, secret: string | null, send: SendHttp): AlertChannel {
  return {
    name,
    send(alert) {
      const body = JSON.stringify(httpBody(name, alert));
      const seconds = String(Math.floor(Date.parse(alert.sentAt) / 1000));
      const signature =
        secret === null ? {} : { "lastedit-signature": `t=${seconds},v1=${sign(secret, seconds, body)}` };
      const headers = { "lastedit-alert-id": alert.id, ...signature };
      return postAlert(send, { channel: name, url, body, headers, secrets: secret === null ? [] : [secret] });
    },
  };
}

/** What the receiver reads. Fields are only ever added. */
function httpBody(channel: string, { id, sentAt, form, content, items }: OutgoingAlert): object {
  return {
    id,
    sentAt,
    channel,
    form,
    ...content,
    exceptions: items.map(({ news, exception }) => ({
      id: news.exceptionId,
      orderName: news.orderName,
      kind: news.kind,
      owner: news.owner,
      severity: news.severity,
      reasons: news.reasons,
      heldBecause: news.heldBecause,
      status: exception?.status ?? "closed",
      state: exception?.state.is ?? "closed",
      shop: exception?.shop ?? null,
      mattersUntil: exception?.mattersUntil ?? null,
    })),
  };
}

function sign(secret: string, seconds: string, body: string): string {
  return createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
}
