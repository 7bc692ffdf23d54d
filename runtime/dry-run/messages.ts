import type { ConnectionFields } from "../recipes/index.ts";
import type { StoredError } from "../store/runs/run.ts";

/** What a dry run is told: all that it may know. It stays in this process's memory. */
export interface DryRunJob {
  /** Of the recipe. */
  readonly text: string;
  readonly name: string;
  readonly connections: ConnectionFields;
  /** Kept out of everything that it gives back. */
  readonly secrets: readonly string[];
  readonly maskPersonal: boolean;
  readonly env: Readonly<Record<string, string>>;
  readonly event: unknown;
  /** The last step to take; `null` for all. */
  readonly until: string | null;
  /** Results of steps that are not run, by namespace: `{ $return_value, …exports }`. */
  readonly reuse: Readonly<Record<string, unknown>>;
  /** Folders to load components from. */
  readonly components: string;
  readonly packages: string;
}

/** How one step went. */
export interface DryStepReport {
  readonly namespace: string;
  readonly uses: string;
  readonly status: "succeeded" | "failed" | "skipped" | "reused" | "not-reached";
  readonly summary: string;
  readonly input: unknown;
  readonly returnValue: unknown;
  readonly exports: unknown;
  readonly logs: readonly { readonly level: string; readonly text: string }[];
  readonly error: StoredError | null;
  readonly durationMs: number;
}

export interface DryEnd {
  readonly steps: readonly DryStepReport[];
  readonly status: "succeeded" | "failed";
  readonly outcome: string | null;
  readonly summary: string;
}

/** An HTTP request as the worker would have sent it. */
export interface HeldRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HeldAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the worker asks of the outside. Each question has a number, and its answer the same. */
export type Ask =
  | { readonly what: "request"; readonly step: string; readonly request: HeldRequest }
  | { readonly what: "mail"; readonly step: string; readonly mail: HeldMail }
  | { readonly what: "send"; readonly step: string; readonly kind: string; readonly config: unknown }
  | { readonly what: "store"; readonly step: string; readonly store: string; readonly call: StoreCall };

export interface HeldMail {
  readonly server: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A call of a data store. */
export type StoreCall =
  | { readonly op: "get" | "has" | "delete"; readonly key: string }
  | { readonly op: "set"; readonly key: string; readonly value: unknown; readonly ttl: number | null }
  | { readonly op: "setTtl"; readonly key: string; readonly ttl: number | null }
  | { readonly op: "keys" | "clear" };

export type FromWorker =
  | { readonly kind: "ready" }
  /** Values of secret props that the recipe itself holds. */
  | { readonly kind: "secrets"; readonly secrets: readonly string[] }
  | { readonly kind: "ask"; readonly id: number; readonly ask: Ask }
  | { readonly kind: "end"; readonly end: DryEnd }
  | { readonly kind: "broken"; readonly message: string };

export type ToWorker =
  | { readonly kind: "job"; readonly job: DryRunJob }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "refusal"; readonly id: number; readonly message: string };
