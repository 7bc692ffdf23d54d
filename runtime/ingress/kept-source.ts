import { openSource } from "../component-host/open-source.ts";
import type { EmittedEvent, HttpEvent, HttpResponse, LogLine, SourceInstance } from "../component-host/types.ts";
import { loadSourceState, saveSourceState, SourceRunsElsewhereError } from "../store/sources-store.ts";
import type { PreparedSource, SourceOptions, SourceStatus } from "./prepared-source.ts";
import { recipeAnswer } from "./recipe-answer.ts";
import { noteTicksDone, readTicksDone } from "./tick-times.ts";
import { startTicker } from "./ticker.ts";
import type { Ticker } from "./ticker.ts";

/** A shop that cannot be reached when the process starts is asked again after 2 s, 4 s, … up to this. */
const LONGEST_START_WAIT_MS = 60_000;

/** A source that this process keeps: its timers, its state, its requests. Made anew when the process gets it again. */
export class KeptSource {
  readonly #source: PreparedSource;
  readonly #options: SourceOptions;
  readonly #address: string;
  readonly #lost: () => void;
  #instance: SourceInstance | undefined;
  #ticker: Ticker | undefined;
  #retry: NodeJS.Timeout | undefined;
  #starting: Promise<void> = Promise.resolve();
  #stopped = false;
  /** Nobody waits for an answer any more; what could not be stored by now was refused, and its sender comes again. */
  #over = false;
  #version = 0;
  readonly #runOf = new WeakMap<EmittedEvent, number>();
  #trouble: string | null = "It has not been brought up yet.";
  /** What the latest tick failed with. */
  #ailing: string | null = null;

  /** @param lost - Called when another process has changed the source's state: what this one has of it is stale */
  constructor(source: PreparedSource, options: SourceOptions, lost: () => void) {
    this.#source = source;
    this.#options = options;
    this.#address = `${options.publicUrl()}/hooks/${source.id}`;
    this.#lost = lost;
  }

  get status(): SourceStatus {
    const { id } = this.#source;
    const address = this.#address;
    if (this.#trouble === null) {
      return { id, state: "active", address, ...(this.#ailing === null ? {} : { reason: this.#ailing }) };
    }
    return { id, state: this.#retry === undefined ? "starting" : "failed", address, reason: this.#trouble };
  }

  /** Goes on trying to bring the source up until it is. Resolves after the first try. */
  start(waitMs = 2_000): Promise<void> {
    this.#starting = this.#bringUp().catch((error: unknown) => {
      this.#trouble = messageOf(error);
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
    if (this.#instance !== undefined && !this.#stopped) return this.#instance.onRequest(event);
    return Promise.resolve(notOpen());
  }

  /** Stops the timers and waits until what is under way is stored. The source stays active on the other side. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#starting;
    await this.#ticker?.stop();
    await this.#instance?.idle().catch((error: unknown) => {
      this.#log("error", `The last state could not be stored: ${messageOf(error)}`);
    });
    this.#over = true;
  }

  /** Takes the source down on the other side too, and stops it. */
  async deactivate(): Promise<void> {
    clearTimeout(this.#retry);
    await this.#starting;
    await this.#ticker?.stop();
    await this.#instance?.deactivate().catch((error: unknown) => {
      this.#log("warn", `The other side could not be told that the source is switched off: ${messageOf(error)}`);
    });
    await this.stop();
  }

  async #bringUp(): Promise<void> {
    this.#instance ??= await this.#open();
    const instance = this.#instance;
    const outcome = await instance.start();
    this.#trouble = null;
    this.#log("info", `The source is active (${outcome}) at ${this.#address}.`);
    if (instance.appHook !== null) {
      const address = `${this.#address}/${instance.appHook.key}/<event name>`;
      this.#log("info", `Its app's own events are Pipedream's to receive; they can be given by hand to ${address}.`);
    }
    if (instance.schedule === null || this.#stopped) return;
    const { database } = this.#options;
    const { id } = this.#source;
    const doneUntilMs = await readTicksDone(database, id);
    const note = (ms: number): Promise<void> =>
      noteTicksDone(database, id, ms).catch((error: unknown) => {
        this.#log("warn", `A tick could not be noted, it may come again: ${messageOf(error)}`);
      });
    this.#ticker = startTicker(
      instance.schedule,
      async (event) => {
        try {
          await instance.onTimer(event);
          this.#ailing = null;
        } catch (error) {
          this.#ailing = `Its latest tick failed and is tried again: ${messageOf(error)}`;
          this.#log("error", `A tick failed: ${messageOf(error)}`);
        }
      },
      { doneUntilMs, note },
    );
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
      answerOf: (events) => this.#answerOf(events),
      dataStore: (name) => dataStore(name),
      files: this.#options.files,
      now: () => Date.now(),
      log: (line) => this.#options.log(id, line),
    });
  }

  async #persist(change: {
    readonly db: Record<string, unknown> | null;
    readonly events: EmittedEvent[];
  }): Promise<void> {
    if (this.#over) return;
    const { database, intake } = this.#options;
    const { id, recipe } = this.#source;
    try {
      this.#version = await database.transaction(async (tx) => {
        const accepted = await intake.accept(tx, recipe, change.events, { sourceId: id, replayOf: null });
        accepted.forEach(({ runId }, index) => {
          const event = change.events[index];
          if (event !== undefined) this.#runOf.set(event, runId);
        });
        return change.db === null ? this.#version : saveSourceState(tx, id, change.db, this.#version);
      });
    } catch (error) {
      if (error instanceof SourceRunsElsewhereError) this.#lost();
      throw error;
    }
    if (change.events.length > 0) this.#options.wake();
  }

  /** What the recipe answers to the request that these events came from. */
  #answerOf(events: readonly EmittedEvent[]): Promise<HttpResponse | null> {
    const { database, vault } = this.#options;
    const runIds = events.flatMap((event) => this.#runOf.get(event) ?? []);
    return vault === undefined ? Promise.resolve(null) : recipeAnswer(database, vault, runIds);
  }

  #log(level: LogLine["level"], text: string): void {
    this.#options.log(this.#source.id, { level, text, at: Date.now() });
  }
}

/** Tells the sender to come again. */
export function notOpen(): HttpResponse {
  return {
    status: 503,
    headers: { "content-type": "application/json", "retry-after": "5" },
    body: JSON.stringify({ error: "source-not-open", reason: "The source is not open yet. Send it again." }),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
