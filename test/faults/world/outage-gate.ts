import { createServer, request } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How a service on the other side fails. */
export const OUTAGES = ["connections refused", "hangs", "HTML with 200", "HTML with 503"] as const;
export type Outage = (typeof OUTAGES)[number];

/** A way to a service for all processes together, on which it can be away. */
export interface OutageGate {
  /** The service's address, by way of the gate. */
  url(real: string): string;
  /** `null`: it answers as usual. What hung until then is broken off. */
  fail(outage: Outage | null): void;
  /** When requests came, in milliseconds since 1970, let through or not. */
  readonly requests: readonly number[];
  close(): Promise<void>;
}

const PAGE = "<!doctype html><title>Maintenance</title><h1>We will be back soon.</h1>";

export async function openOutageGate(): Promise<OutageGate> {
  const requests: number[] = [];
  const hanging = new Set<ServerResponse>();
  let outage: Outage | null = null;
  let target = "";

  const server = createServer((incoming, outgoing) => {
    requests.push(Date.now());
    if (outage === null) {
      passOn(target, incoming, outgoing);
      return;
    }
    incoming.resume();
    if (outage === "connections refused") incoming.socket.destroy();
    else if (outage === "hangs") hanging.add(outgoing);
    else outgoing.writeHead(outage === "HTML with 200" ? 200 : 503, { "content-type": "text/html" }).end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    requests,
    url(real) {
      const url = new URL(real);
      target = url.origin;
      url.port = String(port);
      return url.href;
    },
    fail(next) {
      outage = next;
      for (const each of hanging) each.destroy();
      hanging.clear();
      // A service that has gone away leaves no connection.
      server.closeAllConnections();
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function passOn(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers, url = "" } = incoming;
  const onward = request(new URL(url, target), { method, headers, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  incoming.pipe(onward);
}
