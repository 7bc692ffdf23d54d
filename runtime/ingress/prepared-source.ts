import type { Component, DataStore, HostFiles, LogLine } from "../component-host/types.ts";
import type { Intake } from "../engine/intake.ts";
import type { PreparedRecipe } from "../engine/prepared-recipe.ts";
import type { Database } from "../store/database.ts";
import type { Vault } from "../store/vault.ts";

/** One trigger of one recipe, ready to be opened. */
export interface PreparedSource {
  /** Stable: it is part of the address that the other side calls. */
  readonly id: string;
  readonly recipe: PreparedRecipe;
  readonly component: Component;
  /** Connections applied. */
  readonly props: Readonly<Record<string, unknown>>;
}

export interface SourceOptions {
  readonly database: Database;
  readonly intake: Intake;
  /** Opens what recipes answer with `$.respond`; without it nobody waits for that. */
  readonly vault?: Vault;
  /** Folder for props of type `dir`. */
  readonly files?: HostFiles;
  /** The address under which the outside reaches this server, without a slash at the end. Asked when a source is added. */
  publicUrl(): string;
  dataStore(name: string): DataStore;
  log(sourceId: string, line: LogLine): void;
  /** Runs may be waiting. */
  wake(): void;
}

export type SourceStatus =
  | {
      readonly id: string;
      readonly state: "active";
      readonly address: string;
      /** What its latest tick failed with; left out when that went well. Webhooks are taken all the same. */
      readonly reason?: string;
    }
  | {
      readonly id: string;
      /** `elsewhere`: another process keeps it; requests that come here are passed on to it. */
      readonly state: "starting" | "failed" | "elsewhere";
      readonly address: string;
      readonly reason: string;
    };
