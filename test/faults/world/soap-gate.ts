import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** What LastEdit is doing when one of its calls to Peoplevox passes. */
export const MOMENTS = ["fence", "write", "verify", "release"] as const;
export type Moment = (typeof MOMENTS)[number];

/** Called once, when a call of this kind passes: `before` it is carried out, or `after`, with the answer not given yet. */
export interface Trap {
  readonly moment: Moment;
  readonly when: "before" | "after";
  spring(): Promise<void>;
}

/** A way to Peoplevox for one process, which sees what passes. */
export interface SoapGate {
  readonly url: string;
  setTrap(trap: Trap | null): void;
  /** Answers are kept back so long, so that runs are still under way. */
  slowBy(ms: number): void;
  close(): Promise<void>;
}

/** @param target - The service's address */
export async function openSoapGate(target: string): Promise<SoapGate> {
  let trap: Trap | null = null;
  let slowMs = 0;
  let hasWritten = false;

  const sprung = async (moment: Moment | null, when: Trap["when"]): Promise<boolean> => {
    const found = trap;
    if (found === null || found.moment !== moment || found.when !== when) return false;
    trap = null;
    await found.spring();
    return true;
  };

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("error", () => outgoing.destroy());
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const moment = momentOf(body.toString(), hasWritten);
      if (moment === "write") hasWritten = true;
      void pass(incoming.url ?? "", incoming.method ?? "POST", incoming.headers, body, moment).catch(() =>
        outgoing.destroy(),
      );
    });

    async function pass(
      path: string,
      method: string,
      headers: NodeJS.Dict<string | string[]>,
      body: Buffer,
      moment: Moment | null,
    ): Promise<void> {
      if (await sprung(moment, "before")) return void outgoing.destroy();
      const answer = await forward(new URL(path, target), method, headers, body);
      if (await sprung(moment, "after")) return void outgoing.destroy();
      if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs));
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    setTrap(next) {
      trap = next;
      hasWritten = false;
    },
    slowBy(ms) {
      slowMs = ms;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function momentOf(envelope: string, hasWritten: boolean): Moment | null {
  const isSave = envelope.includes("SaveData");
  if (envelope.includes("Sales order items")) {
    if (isSave) return "write";
    return hasWritten ? "verify" : null;
  }
  if (!isSave || !/OnHold/.test(envelope)) return null;
  return /true/i.test(envelope.slice(envelope.indexOf("OnHold"))) ? "fence" : "release";
}

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

function forward(url: URL, method: string, headers: NodeJS.Dict<string | string[]>, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onward = request(url, { method, headers: { ...headers, host: url.host }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { connection: _, "transfer-encoding": __, ...rest } = response.headers;
        resolve({ status: response.statusCode ?? 502, headers: rest, body: Buffer.concat(chunks) });
      });
    });
    onward.on("error", reject);
    onward.end(body);
  });
}
