import type { Catalogue, DataStore, HostFiles, LogLine } from "../component-host/types.ts";
import type { Connection } from "../connections/connections.ts";
import type { Channels } from "../engine/flow/sends/channels.ts";
import type { Database } from "../store/database.ts";
import type { Vault } from "../store/vault.ts";

/** What the Connect mirror is made of. */
export interface ConnectServices {
  /** Opens the API; at least 32 characters. */
  readonly token: string;
  readonly catalogue: Catalogue;
  /** Stand in for connected accounts, by name. */
  connections(): ReadonlyMap<string, Connection>;
  readonly database: Database;
  readonly vault: Vault;
  dataStore(name: string): DataStore;
  readonly files?: HostFiles | undefined;
  readonly channels: Channels;
  /** The address under which the outside reaches this server, without a slash at the end. */
  publicUrl(): string;
  log(triggerId: string, line: LogLine): void;
}
