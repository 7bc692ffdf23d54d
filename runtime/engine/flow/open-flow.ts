import path from "node:path";
import type { FastifyInstance } from "fastify";
import { createFileStore } from "../../component-host/files/file-store.ts";
import { addFileRoutes, fileAddress } from "../../component-host/files/served-files.ts";
import type { HostFiles } from "../../component-host/types.ts";
import type { Database } from "../../store/database.ts";
import { forgetOldResponses } from "../../store/runs/run-response.ts";
import type { Vault } from "../../store/vault.ts";
import type { RunQueue } from "../run-queue.ts";
import { startFlowKeeper } from "./flow-keeper.ts";
import type { FlowKeeper } from "./flow-keeper.ts";
import { addFlowRoutes } from "./flow-routes.ts";
import type { FlowServices } from "./flow-services.ts";
import { pausedRuns } from "./paused-runs.ts";
import { attendSends } from "./sends/attend-sends.ts";
import { createChannels } from "./sends/channels.ts";
import type { Channels } from "./sends/channels.ts";
import type { MailAccount } from "./sends/send-mail.ts";

export interface OpenFlowOptions {
  readonly database: Database;
  readonly vault: Vault;
  readonly queue: RunQueue;
  /** The data folder; components keep their files in `files` of it. */
  readonly home: string;
  /** Without a slash at the end. */
  publicUrl(): string;
  startRecipe: FlowServices["startRecipe"];
  /** `null` when no connection has a mail server. */
  mail(): MailAccount | null;
  /** Runs may be waiting. */
  wake(): void;
  onTrouble(message: string, cause: unknown): void;
}

/** All that happens around steps: pauses, sends, files. */
export interface Flow {
  readonly services: FlowServices & { readonly files: HostFiles };
  readonly channels: Channels;
  /** Adds the addresses that resume and cancel runs and that serve files. */
  addRoutes(server: FastifyInstance): void;
  /** Begins to attend to paused runs and sends. @param options - `listeners`: this process has the channels' listeners */
  start(options: { readonly listeners: boolean }): FlowKeeper;
}

export function openFlow(options: OpenFlowOptions): Flow {
  const { database, vault, publicUrl, startRecipe, mail, onTrouble } = options;
  const folder = path.join(options.home, "files");
  const store = createFileStore({
    folder: path.join(folder, "store"),
    urlOf: (file) => fileAddress(vault, publicUrl(), file),
  });
  const channels = createChannels();
  const runs = pausedRuns(options);
  return {
    services: { publicUrl, startRecipe, files: { store, folder } },
    channels,
    addRoutes(server) {
      addFlowRoutes(server, runs);
      addFileRoutes(server, vault, store);
    },
    start({ listeners }) {
      const services = { mail, channels: listeners ? channels : null };
      return startFlowKeeper({
        duties: [
          () => runs.attend(),
          () => attendSends({ database, vault, services }),
          () => forgetOldResponses(database),
        ],
        onTrouble,
      });
    },
  };
}
