import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** One webhook as the shop sent it. */
export interface Delivery {
  readonly webhookId: string;
  readonly topic: string;
  /** When LastEdit said that it has it; `null` as long as it has not. */
  acceptedAt: number | null;
  tries: number;
}

/** Sprung once, at a delivery that is under way. */
export interface CourierTrap {
  /** `sending`: half of it has been sent. `answered`: the answer is there and is thrown away. */
  readonly at: "sending" | "answered";
  spring(): Promise<void>;
}

/**
 * The way of webhooks from the shop to LastEdit. As Shopify does, it brings each one again until it is accepted, only
 * sooner: after a second.
 */
export interface Courier {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  /** Those that are not accepted yet. */
  undelivered(): number;
  setTrap(trap: CourierTrap | null): void;
  close(): Promise<void>;
}

const AGAIN_AFTER_MS = 1_000;
/** Shopify's own patience. */
const GIVES_UP_AFTER_MS = 5_000;

/** @param target - Where LastEdit takes webhooks, asked for at each try */
export async function openCourier(target: () => string): Promise<Courier> {
  const deliveries: Delivery[] = [];
  let trap: CourierTrap | null = null;
  let closed = false;

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      outgoing.writeHead(200).end();
      const delivery: Delivery = {
        webhookId: String(incoming.headers["x-shopify-webhook-id"]),
        topic: String(incoming.headers["x-shopify-topic"]),
        acceptedAt: null,
        tries: 0,
      };
      deliveries.push(delivery);
      void bring(delivery, incoming.url ?? "", incoming.headers, Buffer.concat(chunks));
    });
  });

  async function bring(
    delivery: Delivery,
    path: string,
    headers: NodeJS.Dict<string | string[]>,
    body: Buffer,
  ): Promise<void> {
    while (!closed) {
      delivery.tries += 1;
      const status = await attempt(new URL(path, target()), headers, body).catch(() => 0);
      if (status === 200) {
        delivery.acceptedAt = Date.now();
        return;
      }
      await sleep(AGAIN_AFTER_MS, undefined, { ref: false });
    }
  }

  function attempt(url: URL, headers: NodeJS.Dict<string | string[]>, body: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      const onward = request(url, { method: "POST", headers, agent: false, timeout: GIVES_UP_AFTER_MS });
      onward.on("error", reject);
      onward.on("timeout", () => onward.destroy(new Error("The answer took too long.")));
      onward.on("response", (response) => {
        response.resume();
        const status = response.statusCode ?? 0;
        if (status !== 200 || trap?.at !== "answered") {
          resolve(status);
          return;
        }
        const { spring } = trap;
        trap = null;
        void spring().then(() => reject(new Error("The answer was lost.")));
      });
      if (trap?.at !== "sending") {
        onward.end(body);
        return;
      }
      const { spring } = trap;
      trap = null;
      onward.write(body.subarray(0, body.length / 2), () => {
        void spring().then(() => onward.destroy(new Error("It could not be sent to its end.")));
      });
    });
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    undelivered: () => deliveries.filter(({ acceptedAt }) => acceptedAt === null).length,
    setTrap(next) {
      trap = next;
    },
    async close() {
      closed = true;
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
