import { openSource } from "../component-host/open-source.ts";
import type {
  Component,
  DataStore,
  EmittedEvent,
  HttpEvent,
  HttpResponse,
  LogLine,
  SourceInstance,
} from "../component-host/types.ts";
import type { Intake } from "../engine/intake.ts";
import type { PreparedRecipe } from "../engine/prepared-recipe.ts";
import type { Database } from "../store/database.ts";
import { loadSourceState, saveSourceState } from "../store/sources-store.ts";
import { startTicker } from "./ticker.ts";
import type { Ticker } from "./ticker.ts";

/** A shop that cannot be reached when the process starts is asked again after 2 s, 4 s, … up to this. */
const LONGEST_START_WAIT_MS = 60_000;

/** One trigger of one recipe, ready to be opened. */
export interface PreparedSource {
  /** Stable: it is part of the address that the other side calls. */
  readonly id: string;
  readonly recipe: PreparedRecipe;
  readonly component: Component;
  /** Connections applied. */
  readonly props: Readonly<Record<string, unknown>>;
}

export interface SourceKeeperOptions {
  readonly database: Database;
  readonly intake: Intake;
  /** The address under which the outside reaches this server, without a slash at the end. Asked when a source is added. */
  publicUrl(): string;
  dataStore(name: string): DataStore;
  log(sourceId: string, line: LogLine): void;
  /** Runs may be waiting. */
  wake(): void;
}

export type SourceStatus =
  | { readonly id: string; readonly state: "active"; readonly address: string }
  | { readonly id: string; readonly state: "starting" | "failed"; readonly address: string; readonly reason: string };

/** Opens sources, brings them up, ticks them, and hands them requests. What they emit is stored with their state. */
export class SourceKeeper {
  readonly #options: SourceKeeperOptions;
  readonly #sources = new Map<string, KeptSource>();

  constructor(options: SourceKeeperOptions) {
    this.#options = options;
  }

  /** Opens the source and goes on trying to bring it up until it is. Resolves after the first try. */
  async add(source: PreparedSource): Promise<void> {
    if (this.#sources.has(source.id))
      throw new Error(`There are two sources with the id "${source.id}"; expected each to have its own.`);
    const kept = new KeptSource(source, this.#options);
    this.#sources.set(source.id, kept);
    await kept.start();
  }

  /** `undefined` when there is no such source. */
  deliver(id: string, event: HttpEvent): Promise<HttpResponse> | undefined {
    return this.#sources.get(id)?.deliver(event);
  }

  status(): SourceStatus[] {
    return [...this.#sources.values()].map((source) => source.status);
  }

  /** Stops the timers and waits until what is under way is stored. The sources stay active on the other side. */
  async stop(): Promise<void> {
    await Promise.all([...this.#sources.values()].map((source) => source.stop()));
  }
}

class KeptSource {
  readonly #source: PreparedSource;
  readonly #options: SourceKeeperOptions;
  readonly #address: string;
  #instance: SourceInstance | undefined;
  #ticker: Ticker | undefined;
  #retry: NodeJS.Timeout | undefined;
  #starting: Promise<void> = Promise.resolve();
  #stopped = false;
  #version = 0;
  #trouble: string | null = "It has not been brought up yet.";

  constructor(source: PreparedSource, options: SourceKeeperOptions) {
    this.#source = source;
    this.#options = options;
    this.#address = `${options.publicUrl()}/hooks/${source.id}`;
  }

  get status(): SourceStatus {
    const { id } = this.#source;
    const address = this.#address;
    if (this.#trouble === null) return { id, state: "active", address };
    return { id, state: this.#retry === undefined ? "starting" : "failed", address, reason: this.#trouble };
  }

  start(waitMs = 2_000): Promise<void> {
    this.#starting = this.#bringUp().catch((error: unknown) => {
      this.#trouble = error instanceof Error ? error.message : String(error);
      this.#log(
        "error",
        `The source could not be brought up: ${this.#trouble} It is tried again in ${waitMs / 1000} s.`,
      );
      if (this.#stopped) return;
      this.#retry = setTimeout(() => void this.start(Math.min(waitMs * 2, LONGEST_START_WAIT_MS)), waitMs);
    });
    return this.#starting;
  }

  deliver(event: HttpEvent): Promise<HttpResponse> {
    if (this.#instance !== undefined) return this.#instance.onRequest(event);
    return Promise.resolve({
      status: 503,
      headers: { "content-type": "application/json", "retry-after": "5" },
      body: JSON.stringify({ error: "source-not-open", reason: "The source is not open yet. Send it again." }),
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#starting;
    await this.#ticker?.stop();
    await this.#instance?.idle().catch((error: unknown) => {
      this.#log(
        "error",
        `The last state could not be stored: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  }

  async #bringUp(): Promise<void> {
    this.#instance ??= await this.#open();
    const instance = this.#instance;
    const outcome = await instance.start();
    this.#trouble = null;
    this.#log("info", `The source is active (${outcome}) at ${this.#address}.`);
    if (instance.schedule !== null && !this.#stopped) {
      this.#ticker = startTicker(instance.schedule, async (event) => {
        try {
          await instance.onTimer(event);
        } catch (error) {
          this.#log("error", `A tick failed: ${error instanceof Error ? error.message : String(error)}`);
        }
      });
    }
  }

  #open(): Promise<SourceInstance> {
    const { id, recipe, component, props } = this.#source;
    const { database, dataStore } = this.#options;
    const componentKey = component.key ?? "";
    return openSource(component, props, {
      endpoint: this.#address,
      loadDb: async () => {
        const { state, version } = await loadSourceState(database, { id, recipe: recipe.name, componentKey });
        this.#version = version;
        return state;
      },
      persist: (change) => this.#persist(change),
      dataStore: (name) => dataStore(name),
      now: () => Date.now(),
      log: (line) => this.#options.log(id, line),
    });
  }

  async #persist(change: {
    readonly db: Record<string, unknown> | null;
    readonly events: EmittedEvent[];
  }): Promise<void> {
    const { database, intake } = this.#options;
    const { id, recipe } = this.#source;
    this.#version = await database.transaction(async (tx) => {
      await intake.accept(tx, recipe, change.events, { sourceId: id, replayOf: null });
      return change.db === null ? this.#version : saveSourceState(tx, id, change.db, this.#version);
    });
    if (change.events.length > 0) this.#options.wake();
  }

  #log(level: LogLine["level"], text: string): void {
    this.#options.log(this.#source.id, { level, text, at: Date.now() });
  }
}
