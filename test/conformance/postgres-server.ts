import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { PGlite } from "@electric-sql/pglite";
import { generate } from "selfsigned";

/** A PostgreSQL behind a port of this machine, over TLS, as database services offer it. */
export interface PostgresServer {
  readonly port: number;
  query(sql: string): Promise<unknown[]>;
  close(): Promise<void>;
}

const SSL_REQUEST = 80_877_103;
const TERMINATE = "X";

/** The engine is PostgreSQL itself (PGlite); here is only what a connection says before its first query. */
export async function openPostgresServer(): Promise<PostgresServer> {
  const [database, { cert, private: key }] = await Promise.all([PGlite.create(), generate()]);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    socket.once("data", (request) => {
      if (request.readInt32BE(4) !== SSL_REQUEST) {
        socket.destroy();
        return;
      }
      socket.write("S");
      void serve(new TLSSocket(socket, { isServer: true, cert, key }), database).catch(() => socket.destroy());
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as AddressInfo).port,
    query: async (sql) => (await database.query(sql)).rows,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
      await database.close();
    },
  };
}

/** Every message after the greeting goes to the engine as it is. */
async function serve(client: TLSSocket, database: PGlite): Promise<void> {
  let waiting = Buffer.alloc(0);
  let greeted = false;
  for await (const chunk of client) {
    waiting = Buffer.concat([waiting, chunk as Buffer]);
    for (let end = messageEnd(waiting, greeted); end !== null; end = messageEnd(waiting, greeted)) {
      const message = waiting.subarray(0, end);
      waiting = waiting.subarray(end);
      if (!greeted) {
        greeted = true;
        client.write(greeting());
      } else if (message.toString("latin1", 0, 1) === TERMINATE) {
        client.end();
      } else {
        client.write(await database.execProtocolRaw(message));
      }
    }
  }
}

/** The first message has no letter before its length. */
function messageEnd(bytes: Buffer, greeted: boolean): number | null {
  const lengthAt = greeted ? 1 : 0;
  if (bytes.length < lengthAt + 4) return null;
  const end = lengthAt + bytes.readInt32BE(lengthAt);
  return bytes.length < end ? null : end;
}

function greeting(): Buffer {
  const authenticated = message("R", int(0));
  const settings = { server_version: "17.0", client_encoding: "UTF8", DateStyle: "ISO, MDY" };
  const parameters = Object.entries(settings).map(([name, value]) => message("S", Buffer.from(`${name}\0${value}\0`)));
  return Buffer.concat([authenticated, ...parameters, message("Z", Buffer.from("I"))]);
}

function message(letter: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(letter), int(body.length + 4), body]);
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
