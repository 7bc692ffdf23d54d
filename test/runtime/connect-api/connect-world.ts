import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { moduleCatalogue } from "../../../runtime/component-host/index.ts";
import { createFileStore } from "../../../runtime/component-host/files/file-store.ts";
import { appField } from "../../../runtime/connections/app-field.ts";
import { openConnectMirror } from "../../../runtime/connect-api/open-mirror.ts";
import { attendSends } from "../../../runtime/engine/flow/sends/attend-sends.ts";
import { createChannels } from "../../../runtime/engine/flow/sends/channels.ts";
import { processId } from "../../../runtime/engine/program.ts";
import type { Channels } from "../../../runtime/engine/flow/sends/channels.ts";
import { createHookServer } from "../../../runtime/ingress/hook-server.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { openDataStore } from "../../../runtime/store/data-store.ts";
import { openEmbeddedDatabase } from "../../../runtime/store/embedded/embedded-database.ts";
import { migrate } from "../../../runtime/store/migrations/migrate.ts";
import { createVault } from "../../../runtime/store/vault.ts";
import type { Vault } from "../../../runtime/store/vault.ts";
import { holdOrder, orderHeld, ordersPolled } from "./fixtures.ts";

export interface Delivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The mirror on a port of its own, with a client's webhook beside it. */
export interface ConnectWorld {
  /** Name of its process. */
  readonly worker: string;
  readonly url: string;
  readonly token: string;
  readonly database: Database;
  readonly channels: Channels;
  /** Where a client wants its events. */
  readonly webhookUrl: string;
  readonly deliveries: Delivery[];
  /** Answers the next so many deliveries with 500. */
  refuseNext(times: number): void;
  /** Sends what is due. */
  send(): Promise<void>;
  /** As when the process ends. */
  stopTriggers(): Promise<void>;
  /** As after a restart of the process. */
  restartTriggers(): Promise<void>;
  close(): Promise<void>;
}

/** What several processes of one installation have in common. */
export interface SharedByMirrors {
  readonly database: Database;
  readonly vault: Vault;
  readonly token: string;
}

/** @param shared - What it has in common with other worlds @defaultValue an embedded database of its own, closed with it */
export async function startConnectWorld(shared?: SharedByMirrors): Promise<ConnectWorld> {
  const home = await mkdtemp(path.join(tmpdir(), "lastedit-connect-"));
  const database = shared?.database ?? (await openEmbeddedDatabase(path.join(home, "database")));
  await migrate(database);
  const vault = shared?.vault ?? createVault(randomBytes(32));
  const token = shared?.token ?? randomBytes(32).toString("base64url");
  const channels = createChannels();
  let url = "";
  const server = createHookServer({
    deliver: (id, event) => triggers?.deliver(id, event),
    checkHealth: () => Promise.resolve(),
    status: () => Promise.resolve({}),
  });
  const worker = processId();
  const triggers = await openConnectMirror(server, {
    home,
    tokenFromEnvironment: token,
    worker,
    onTrouble: (message, cause) => {
      throw new Error(message, { cause });
    },
    catalogue: moduleCatalogue([holdOrder, orderHeld, ordersPolled]),
    connections: () =>
      new Map([
        ["demo-shop", { name: "demo-shop", type: "app", fields: { [appField("shop")]: { token: "shop-token-1" } } }],
      ]),
    database,
    vault,
    dataStore: (name) => openDataStore(database, name),
    files: { folder: path.join(home, "files"), store: createFileStore({ folder: path.join(home, "files", "store") }) },
    channels,
    publicUrl: () => url,
    log: () => undefined,
  });
  if (triggers === null) throw new Error("There is no mirror; expected one, since there is a token.");
  url = await server.listen({ host: "127.0.0.1", port: 0 });
  await triggers.start();

  const deliveries: Delivery[] = [];
  let refusals = 0;
  const receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      deliveries.push({ body, headers: request.headers });
      response.writeHead(refusals-- > 0 ? 500 : 200).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  return {
    worker,
    url,
    token,
    database,
    channels,
    webhookUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`,
    deliveries,
    refuseNext(times) {
      refusals = times;
    },
    send: () => attendSends({ database, vault, services: { mail: () => null, channels } }),
    stopTriggers: () => triggers.stop(),
    async restartTriggers() {
      await triggers.stop();
      await triggers.start();
    },
    async close() {
      await triggers.stop();
      await server.close();
      await new Promise((done) => receiver.close(done));
      if (shared === undefined) await database.close();
      await rm(home, { recursive: true });
    },
  };
}
