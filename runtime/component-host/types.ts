import type { CodeStep } from "../code-steps/code-step.ts";
import type { FileStore } from "./files/file-store.ts";
import type { FlowDoor, Pause } from "./flow-control.ts";

/** A function of a component. What it takes depends on where it hangs: `run`, a hook, a method, `options`. */
export type ComponentFunction = (...args: never[]) => unknown;

/**
 * A Pipedream component or app as a module exports it: a plain object. Props stay `unknown` here, since a prop may be
 * a definition, a shorthand string such as `"$.service.db"`, an app object, or a `propDefinition` reference.
 *
 * @see https://pipedream.com/docs/components/contributing/api
 */
export interface Component {
  /** Absent means source. */
  readonly type?: "source" | "action" | "app";
  readonly key?: string;
  readonly name?: string;
  readonly description?: string;
  readonly version?: string;
  /** The app's slug; apps only. */
  readonly app?: string;
  readonly annotations?: ComponentAnnotations;
  readonly props?: Readonly<Record<string, unknown>>;
  readonly propDefinitions?: Readonly<Record<string, unknown>>;
  readonly methods?: Readonly<Record<string, ComponentFunction>>;
  readonly hooks?: Readonly<Partial<Record<"deploy" | "activate" | "deactivate", ComponentFunction>>>;
  readonly additionalProps?: ComponentFunction;
  readonly dedupe?: DedupeStrategy;
  readonly sampleEmit?: unknown;
  readonly run?: ComponentFunction;
}

export type DedupeStrategy = "unique" | "greatest" | "last";

/** What an action does to the other side; the engine reads these, never a component's name. */
export interface ComponentAnnotations {
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly openWorldHint?: boolean;
  readonly idempotentHint?: boolean;
}

/** One line that a component wrote with `console.*`, or that the host says about it. Secret values are masked. */
export interface LogLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Pipedream's data store: shared between components, kept between runs, not transactional. Values are JSON. */
export interface DataStore {
  /** `undefined` when there is no such key or it has expired. */
  get(key: string): Promise<unknown>;
  /** @param options - `ttl` in seconds; without it the record stays until it is deleted */
  set(key: string, value: unknown, options?: { readonly ttl?: number }): Promise<void>;
  /** `null` takes the expiry away. */
  setTtl(key: string, ttlSeconds: number | null): Promise<void>;
  has(key: string): Promise<boolean>;
  delete(key: string): Promise<void>;
  clear(): Promise<void>;
  keys(): Promise<string[]>;
  entries(): AsyncIterable<[string, unknown]>;
}

export interface ActionCall {
  readonly component: Component;
  /** Configured values: expressions resolved, connections applied. */
  readonly props: Readonly<Record<string, unknown>>;
  /** Results of the steps before: `{ trigger: { event, context }, <namespace>: { $return_value, …exports } }`. */
  readonly steps: Readonly<Record<string, unknown>>;
  /** Copied for the action, which may write to it. */
  readonly context: Readonly<Record<string, unknown>>;
  dataStore(name: string): DataStore;
  readonly signal?: AbortSignal;
  /** Folder for `$.files` and for props of type `dir`; without one, neither can be used. */
  readonly files?: HostFiles | undefined;
  /**
   * Who carries out `$.flow.delay`, `suspend`, `rerun` and `trigger`. Left out or `null`, they are only told, as in a
   * test of Pipedream's builder; `"absent"` takes `$.flow` away, as in Connect.
   */
  readonly flow?: FlowDoor | null | "absent";
  /** Gets what `$.respond` gives with `immediate: true`, while the action goes on. */
  respondNow?(response: HttpResponse): Promise<void>;
}

/** Where components keep files. */
export interface HostFiles {
  /** `$.files`. */
  readonly store: FileStore;
  /** The folder that `dir` props have theirs in. */
  readonly folder: string;
}

export interface ActionResult {
  /** JSON; `null` when the action returned nothing. */
  readonly returnValue: unknown;
  /** What `$.export` gave, `$summary` included. JSON. */
  readonly exports: Record<string, unknown>;
  readonly summary: string | null;
  readonly logs: LogLine[];
  /** The reason given to `$.flow.exit` (`""` when none); `null` when the action did not ask to end the run. */
  readonly exited: string | null;
  /** What `$.respond` asked for, a stream read to its end; `null` when it was not called. */
  readonly response: HttpResponse | null;
  /** The last wish of `$.flow.delay`, `suspend` or `rerun`; `null` when there was none. */
  readonly pause: Pause | null;
  /** What `$.send.*` asked for, to be carried out when the run has ended. */
  readonly sent: { readonly kind: string; readonly config: unknown }[];
}

/** An HTTP request as a source sees it. */
export interface HttpEvent {
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The request's bytes as UTF-8 text, unchanged: signatures are computed over it. */
  readonly bodyRaw: string;
  /** Parsed JSON, or the text when it is not JSON. */
  readonly body: unknown;
  readonly client_ip: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A timer tick as a source sees it. `timestamp` is in epoch **seconds**. */
export type TimerEvent =
  | { readonly timestamp: number; readonly interval_seconds: number }
  | { readonly timestamp: number; readonly cron: string };

export type Schedule = { readonly intervalSeconds: number } | { readonly cron: string; readonly timezone?: string };

/** An event that passed the source's dedupe. */
export interface EmittedEvent {
  /** At most 64 characters; `null` when the source gave none. */
  readonly id: string | null;
  /** Channel; `null` is the main one. */
  readonly name: string | null;
  readonly summary: string | null;
  /** Milliseconds since 1970. Events of one run are in this order. */
  readonly ts: number;
  /** Not to be delivered before this moment, milliseconds since 1970; `null` means now. */
  readonly deliverAt: number | null;
  /** JSON. */
  readonly event: unknown;
}

/** What a source needs from its surroundings. Each source has one binding, and one open instance, at a time. */
export interface SourceBinding {
  /** Folder for props of type `dir`. */
  readonly files?: HostFiles | undefined;
  /** The source's own URL. */
  readonly endpoint: string;
  /**
   * The state last given to `persist`, `{}` for a new source. The key `$host` is the host's own (dedupe memory, whether
   * the source is active); the component cannot see it and it does not count towards its 60 KB.
   */
  loadDb(): Promise<Record<string, unknown>>;
  /**
   * Stores state and events together or not at all. `db` is the whole state, `null` when it did not change. Never
   * called twice at once for one instance. When it rejects, the same events come again with the next call.
   */
  persist(change: { readonly db: Record<string, unknown> | null; readonly events: EmittedEvent[] }): Promise<void>;
  /**
   * What the recipe answers (`$.respond`) to the request that these stored events came from, for a source that wants to
   * answer itself and has not; `null` when it answers nothing. Left out, nobody is asked.
   */
  answerOf?(events: readonly EmittedEvent[]): Promise<HttpResponse | null>;
  dataStore(name: string): DataStore;
  /** Milliseconds since 1970. */
  now(): number;
  log(line: LogLine): void;
  /** Longest time one run may take, in milliseconds. Default 300,000: Pipedream's limit for a source. */
  readonly runTimeoutMs?: number;
}

export type StartOutcome = "deployed" | "updated" | "unchanged";

export interface SourceInstance {
  /**
   * Brings the source up: a new one is deployed and activated; one whose version, props or endpoint changed since it
   * was activated is deactivated and activated again; otherwise nothing is called.
   */
  start(): Promise<StartOutcome>;
  deploy(): Promise<void>;
  activate(): Promise<void>;
  deactivate(): Promise<void>;
  /** True from a successful `activate` until `deactivate`, also over restarts. */
  readonly active: boolean;
  /**
   * Runs the source on a request. The response is resolved only after `persist` of everything gathered so far has
   * succeeded; when it fails the answer is 500, so that the sender tries again. Never rejects.
   */
  onRequest(event: HttpEvent): Promise<HttpResponse>;
  /** Runs the source on a tick. Rejects with the component's error, or the error of `persist`. */
  onTimer(event: TimerEvent): Promise<void>;
  /** Resolves when no run is under way and everything is persisted. Rejects when that cannot be persisted. */
  idle(): Promise<void>;
  readonly schedule: Schedule | null;
  readonly hasHttp: boolean;
  /** How events of its app can be given to the source by hand; `null` when it waits for none. */
  readonly appHook: AppHook | null;
}

/**
 * Stands in for the webhooks that Pipedream's own app receives (`$.interface.apphook`): a request to
 * `<endpoint>/<key>/<event name>` runs the source with its body as the event. The key is the source's own.
 */
export interface AppHook {
  readonly key: string;
  /** Names that the source listens to. */
  eventNames(): Promise<string[]>;
}

/** One prop as a form or a checker needs it. */
export interface PropSummary {
  readonly name: string;
  readonly type: string;
  readonly label: string | null;
  readonly description: string | null;
  readonly optional: boolean;
  readonly secret: boolean;
  readonly hidden: boolean;
  readonly disabled: boolean;
  readonly default?: unknown;
  readonly min?: number;
  readonly max?: number;
  readonly options?: readonly PropOption[];
  /** The options come from a call: see `listOptions`. */
  readonly remoteOptions: boolean;
  readonly useQuery: boolean;
  readonly reloadProps: boolean;
  /** Slug, for a prop of type `app`. */
  readonly app?: string;
  readonly alertType?: string;
  readonly content?: string;
  /** Fields of the definition that a form does not need: `withLabel`, `static`, `accessMode`, … As they are, JSON. */
  readonly more?: Readonly<Record<string, unknown>>;
}

export interface PropOption {
  readonly label: string;
  readonly value: unknown;
}

export interface ComponentSummary {
  readonly key: string;
  readonly version: string;
  readonly type: "source" | "action";
  readonly name: string;
  readonly description: string;
  readonly annotations: ComponentAnnotations;
  readonly props: readonly PropSummary[];
  /** The component has `additionalProps`: more props may appear once some are set. */
  readonly dynamicProps: boolean;
  readonly sampleEmit?: unknown;
  /** The npm package that was added and brought it; ours have none. */
  readonly from?: string;
}

/** Where components come from. */
export interface Catalogue {
  list(): Promise<ComponentSummary[]>;
  /** @param uses - `key` or `key@version`. Rejects with the keys that look alike when there is none. */
  load(uses: string): Promise<Component>;
  /** Makes the component of a code step; absent where code steps cannot run. */
  readonly code?: (step: CodeStep) => Promise<Component>;
}
