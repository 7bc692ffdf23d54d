import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  topic: string;
  headers: IncomingHttpHeaders;
  /** The exact bytes. */
  raw: Buffer;
  body: Record<string, unknown>;
}

export interface WebhookReceiver {
  uri: string;
  received: Received[];
  /** Answers with this status from now on; `hang` never answers. */
  answerWith(status: number | "hang"): void;
  /** Resolves when this many have arrived in all; fails after 15 seconds. */
  waitFor(count: number): Promise<Received[]>;
  close(): Promise<void>;
}

/** A real HTTP server that keeps what it is sent. */
export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  let status: number | "hang" = 200;
  let arrived = (): void => undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks);
      received.push({
        topic: String(request.headers["x-shopify-topic"]),
        headers: request.headers,
        raw,
        body: JSON.parse(raw.toString("utf8")) as Record<string, unknown>,
      });
      arrived();
      if (status !== "hang") response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/orders`,
    received,
    answerWith: (wanted) => void (status = wanted),
    waitFor: (count) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (received.length < count) return;
          clearTimeout(timer);
          resolve(received);
        };
        const timer = setTimeout(
          () =>
            reject(
              new Error(
                `Only ${received.length} of ${count} webhooks arrived: ${received.map(({ topic }) => topic).join(", ")}`,
              ),
            ),
          15_000,
        );
        arrived = check;
        check();
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
