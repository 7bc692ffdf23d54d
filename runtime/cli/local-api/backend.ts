import type { ExceptionOwner, OpenException } from "../../../domain/exceptions/exception.ts";
import type { Connection } from "../../connections/connections.ts";
import type { SourceStatus } from "../../ingress/source-keeper.ts";
import type { Run } from "../../store/runs/run.ts";
import type { RunCounts } from "../../store/runs/count-runs.ts";
import type { RunDetail } from "../../store/runs/read-runs.ts";
import type { RunStatus } from "../../store/tables.ts";
import type { EngineDesk } from "./engine-desk.ts";
import type { ExceptionDesk } from "./exception-desk.ts";
import type { PeopleDesk } from "./people-desk.ts";
import type { RecipeSetup } from "./recipe-setup.ts";
import type { StoreDesk } from "./store-desk.ts";

/** A value as JSON carries it: times are ISO 8601 texts. */
export type Json<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Json<Item>[]
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T;

export type RunView = Json<Run>;
export type RunDetailView = Json<RunDetail>;

export interface RunQuery {
  readonly order?: string;
  readonly status?: RunStatus;
  readonly recipe?: string;
  readonly limit?: number;
  readonly before?: number;
}

export interface ExceptionQuery {
  readonly status?: OpenException["status"];
  readonly owner?: ExceptionOwner;
  readonly order?: string;
}

export interface Status {
  readonly runs: RunCounts;
  readonly openExceptions: number;
  /** Empty where this process takes no webhooks. */
  readonly sources: readonly SourceStatus[];
}

/** What the commands ask of LastEdit: answered by this process, or by the one that has the database open. */
export interface Backend extends StoreDesk, ExceptionDesk, EngineDesk, PeopleDesk {
  status(): Promise<Status>;
  runs(query: RunQuery): Promise<RunView[]>;
  /** `null` when there is no such run. */
  run(id: number): Promise<RunDetailView | null>;
  exceptions(query: ExceptionQuery): Promise<OpenException[]>;
  /** Starts a run of the recipe on this event. @returns The run's id */
  start(recipe: string, event: unknown): Promise<number>;
  /** Runs the event of an earlier run again, with the recipe as it is now. @returns The new run's id */
  replay(runId: number): Promise<number>;
  /** Connections of the database, secrets hidden. */
  connections(): Promise<Connection[]>;
  saveConnections(connections: readonly Connection[]): Promise<void>;
  /** @returns Whether there was one */
  removeConnection(name: string): Promise<boolean>;
  recipeSetup(): Promise<RecipeSetup>;
  /** All processes follow within seconds. */
  switchRecipe(recipe: string, enabled: boolean): Promise<void>;
  /** Recipes and packages are read again, by all processes within seconds. */
  reload(asked: { readonly by: string; readonly because: string; readonly recipe?: string }): Promise<void>;
  close(): Promise<void>;
}

/** Something the caller asked for is not there, or cannot be done. */
export class RefusedError extends Error {
  readonly code = "refused";
}
