/**
 * The shape of Pipedream components as this project writes them: plain objects, checked with `satisfies`.
 * Props arrive on `this`; a component says at the top of `run` what it expects there.
 *
 * @see https://pipedream.com/docs/components/contributing/api
 */

/** What an options function is called with, beside the props configured so far. `page` counts from 0. */
export interface OptionsQuery {
  readonly page: number;
  readonly prevContext: Readonly<Record<string, unknown>>;
  /** Text typed by the user; only for props with `useQuery`. */
  readonly query?: string;
}

export interface PropOption<Value = string> {
  readonly label: string;
  readonly value: Value;
}

/** `context` comes back as `prevContext` when the user asks for more. */
export interface OptionsPage<Value = string> {
  readonly options: readonly PropOption<Value>[];
  readonly context: Readonly<Record<string, unknown>>;
}

export type OptionsFunction = (this: never, query: OptionsQuery) => Promise<OptionsPage | readonly PropOption[]>;

interface PropBase {
  readonly label: string;
  readonly description: string;
  readonly optional?: boolean;
  readonly hidden?: boolean;
  readonly disabled?: boolean;
  readonly reloadProps?: boolean;
}

/** A prop that a person fills in. */
export type UserProp = PropBase &
  (
    | {
        readonly type: "string" | "string[]" | "integer[]" | "any";
        readonly secret?: boolean;
        readonly default?: unknown;
        readonly options?: OptionsFunction | readonly (string | number | PropOption<string | number>)[];
        readonly useQuery?: boolean;
      }
    | { readonly type: "integer"; readonly min?: number; readonly max?: number; readonly default?: number }
    | { readonly type: "boolean"; readonly default?: boolean }
    | { readonly type: "object"; readonly default?: Readonly<Record<string, unknown>> }
    | { readonly type: "data_store" }
  );

/** A prop that the host fills in. */
export type ServiceProp =
  | "$.service.db"
  | { readonly type: "$.service.db" }
  | { readonly type: "$.interface.http"; readonly customResponse?: boolean }
  | (Partial<PropBase> & {
      readonly type: "$.interface.timer";
      readonly default: { readonly intervalSeconds: number } | { readonly cron: string };
    });

/** Honest hints about what an action does; hosts decide by them, never by an action's name. */
export interface ActionAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly openWorldHint: boolean;
  readonly idempotentHint?: boolean;
}

/** `$` of an action's `run`. */
export interface ActionContext {
  /** `$summary` is the one line that people read in the run history. */
  export(name: string, value: unknown): void;
}

export interface ActionComponent {
  readonly type: "action";
  /** `<system>-<folder>` */
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** Semantic version; publishing needs a new one. */
  readonly version: string;
  readonly annotations: ActionAnnotations;
  readonly props: Readonly<Record<string, UserProp>>;
  run(this: never, call: { readonly $: ActionContext }): Promise<unknown>;
}

/** An HTTP request as a source meets it. Header names are in lower case. */
export interface HttpEvent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body's exact bytes as UTF-8 text: what a signature is computed over. */
  readonly bodyRaw?: string;
}

/** A timer tick. `timestamp` is in epoch **seconds**. */
export interface TimerEvent {
  readonly timestamp: number;
  readonly interval_seconds?: number;
  readonly cron?: string;
}

/** `$.service.db`: 60 KB of JSON that stays with a source. */
export interface SourceDb {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

/** `$.interface.http` with `customResponse`. */
export interface HttpInterface {
  readonly endpoint: string;
  respond(response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: string;
  }): unknown;
}

/** `id` is stable over retries and at most 64 characters; `ts` is in epoch milliseconds. */
export interface EmitMetadata {
  readonly id: string;
  readonly summary: string;
  readonly ts: number;
}

export type Emit = (event: unknown, metadata: EmitMetadata) => unknown;

export interface SourceComponent {
  readonly type: "source";
  readonly key: string;
  /** Begins with "New"; ends with "(Instant)" when webhooks start it. */
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly dedupe: "unique" | "greatest" | "last";
  readonly props: Readonly<Record<string, UserProp | ServiceProp>>;
  readonly hooks?: {
    deploy?(this: never): Promise<void>;
    activate?(this: never): Promise<void>;
    deactivate?(this: never): Promise<void>;
  };
  readonly sampleEmit: unknown;
  run(this: never, event: never): Promise<void>;
}
