import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** A network between a client and a server on this machine, which can go wrong. */
export interface TcpGate {
  readonly port: number;
  /** Breaks all connections and refuses new ones. */
  cut(): void;
  /** Breaks all connections; new ones are let through. */
  breakAll(): void;
  /** Nothing arrives any more, in either direction, and nobody is told: also not of new connections. */
  stall(): void;
  /** As `stall`, and the server never hears that the client is gone. Connections of before stay dead when it heals. */
  halfOpen(): void;
  heal(): void;
  close(): Promise<void>;
}

type Mode = "open" | "refusing" | "stalled";

/** @param port - The server's, on this machine */
export async function openTcpGate(port: number): Promise<TcpGate> {
  let mode: Mode = "open";
  const pairs = new Set<{ client: Socket; server: Socket; dead: boolean }>();

  const gate = createServer({ pauseOnConnect: true }, (client) => {
    client.on("error", () => client.destroy());
    if (mode === "refusing") {
      client.destroy();
      return;
    }
    const server = connect(port, "127.0.0.1");
    const pair = { client, server, dead: false };
    pairs.add(pair);
    server.on("error", () => server.destroy());
    const flow = (from: Socket, to: Socket): void => {
      from.on("data", (chunk: Buffer) => to.write(chunk));
      // What is stalled hears nothing, also not that the other end has gone.
      from.on("close", () => {
        if (!pair.dead && mode !== "stalled") to.destroy();
        if (client.destroyed && server.destroyed) pairs.delete(pair);
      });
    };
    flow(client, server);
    flow(server, client);
    if (mode === "stalled") for (const socket of [client, server]) socket.pause();
    else client.resume();
  });
  await new Promise<void>((resolve) => gate.listen(0, "127.0.0.1", resolve));

  const breakAll = (): void => {
    for (const { client, server } of pairs) {
      client.destroy();
      server.destroy();
    }
    pairs.clear();
  };
  const pauseAll = (dead: boolean): void => {
    mode = "stalled";
    for (const pair of pairs) {
      pair.dead ||= dead;
      pair.client.pause();
      pair.server.pause();
    }
  };
  return {
    port: (gate.address() as AddressInfo).port,
    cut() {
      mode = "refusing";
      breakAll();
    },
    breakAll,
    stall: () => pauseAll(false),
    halfOpen: () => pauseAll(true),
    heal() {
      mode = "open";
      for (const { client, server, dead } of pairs) {
        if (dead) continue;
        client.resume();
        server.resume();
      }
    },
    async close() {
      mode = "refusing";
      breakAll();
      await new Promise<void>((resolve) => gate.close(() => resolve()));
    },
  };
}
