import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { moduleCatalogue } from "../../../runtime/component-host/index.ts";
import { createFileStore } from "../../../runtime/component-host/files/file-store.ts";
import { appField } from "../../../runtime/connections/app-field.ts";
import { addConnectApi } from "../../../runtime/connect-api/connect-api.ts";
import type { ConnectServices } from "../../../runtime/connect-api/services.ts";
import { TriggerKeeper } from "../../../runtime/connect-api/trigger-keeper.ts";
import { attendSends } from "../../../runtime/engine/flow/sends/attend-sends.ts";
import { createChannels } from "../../../runtime/engine/flow/sends/channels.ts";
import type { Channels } from "../../../runtime/engine/flow/sends/channels.ts";
import { createHookServer } from "../../../runtime/ingress/hook-server.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { openDataStore } from "../../../runtime/store/data-store.ts";
import { openEmbeddedDatabase } from "../../../runtime/store/embedded/embedded-database.ts";
import { migrate } from "../../../runtime/store/migrations/migrate.ts";
import { createVault } from "../../../runtime/store/vault.ts";
import { holdOrder, orderHeld } from "./fixtures.ts";

export interface Delivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The mirror on a port of its own, with a client's webhook beside it. */
export interface ConnectWorld {
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
  /** As after a restart of the process. */
  restartTriggers(): Promise<void>;
  close(): Promise<void>;
}

export async function startConnectWorld(): Promise<ConnectWorld> {
  const home = await mkdtemp(path.join(tmpdir(), "lastedit-connect-"));
  const database = await openEmbeddedDatabase(path.join(home, "database"));
  await migrate(database);
  const vault = createVault(randomBytes(32));
  const token = randomBytes(32).toString("base64url");
  const channels = createChannels();
  let url = "";
  const services: ConnectServices = {
    token,
    catalogue: moduleCatalogue([holdOrder, orderHeld]),
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
  };
  const keeper = new TriggerKeeper(services);
  const server = createHookServer({
    deliver: (id, event) => keeper.deliver(id, event),
    checkHealth: () => Promise.resolve(),
    status: () => Promise.resolve({}),
  });
  await addConnectApi(server, services, keeper);
  url = await server.listen({ host: "127.0.0.1", port: 0 });

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
    async restartTriggers() {
      await keeper.stop();
      await keeper.start();
    },
    async close() {
      await keeper.stop();
      await server.close();
      await new Promise((done) => receiver.close(done));
      await database.close();
      await rm(home, { recursive: true });
    },
  };
}
