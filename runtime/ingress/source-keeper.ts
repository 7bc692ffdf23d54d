import type { HttpEvent, HttpResponse } from "../component-host/types.ts";
import { SOURCE_LEASE_PREFIX } from "../engine/health.ts";
import { dropLease, holdLease } from "../engine/leases.ts";
import { processId } from "../engine/program.ts";
import type { Vault } from "../store/vault.ts";
import { KeptSource, notOpen } from "./kept-source.ts";
import type { PreparedSource, SourceOptions, SourceStatus } from "./prepared-source.ts";
import { startRelay } from "./request-relay.ts";
import type { RequestRelay } from "./request-relay.ts";

export type { PreparedSource, SourceStatus } from "./prepared-source.ts";

/** A process that is gone keeps its sources for so long; one that ends in good order gives them back at once. */
export const LEASE_MS = 15_000;
export const RENEW_MS = 3_000;

export interface SourceKeeperOptions extends SourceOptions {
  /** This process's name. @defaultValue one of its own */
  readonly worker?: string;
  /**
   * Seals requests on their way between processes. Without it this process is the only one that keeps sources, as on
   * the embedded database.
   */
  readonly vault?: Vault;
  /** Trouble that it gets over by itself. */
  onTrouble?(message: string, cause: unknown): void;
}

interface Entry {
  readonly source: PreparedSource;
  kept: KeptSource | undefined;
  /** Its first try to come up, here. */
  starting: Promise<void>;
}

/**
 * Opens sources, brings them up, ticks them, and hands them requests. What they emit is stored with their state.
 *
 * Of several processes on one database exactly one keeps a source, by a lease that it renews; the others stand by, and
 * pass on the requests that come to them. Should two ever believe they keep it, the version of its state lets only one
 * of them store anything.
 */
export class SourceKeeper {
  readonly #options: SourceKeeperOptions;
  readonly #worker: string;
  readonly #sources = new Map<string, Entry>();
  readonly #relay: RequestRelay | undefined;
  #renewing: Promise<void> = Promise.resolve();
  #renewal: NodeJS.Timeout | undefined;

  constructor(options: SourceKeeperOptions) {
    this.#options = options;
    this.#worker = options.worker ?? processId();
    const { database, vault, onTrouble = () => undefined } = options;
    if (database.kind === "embedded" || vault === undefined) return;
    this.#relay = startRelay({
      database,
      vault,
      worker: this.#worker,
      onTrouble,
      kept: () => [...this.#sources.values()].flatMap(({ source, kept }) => (kept === undefined ? [] : [source.id])),
      answer: (id, event) => this.#sources.get(id)?.kept?.deliver(event) ?? Promise.resolve(notOpen()),
    });
    this.#renewal = setInterval(() => this.#renewAll(), RENEW_MS).unref();
  }

  /** Opens the source, where no other process keeps it. Resolves after the first try to bring it up. */
  async add(source: PreparedSource): Promise<void> {
    if (this.#sources.has(source.id))
      throw new Error(`There are two sources with the id "${source.id}"; expected each to have its own.`);
    const entry: Entry = { source, kept: undefined, starting: Promise.resolve() };
    this.#sources.set(source.id, entry);
    await this.#keepIfFree(entry);
    await entry.starting;
  }

  /**
   * Forgets the source. The process that keeps it takes it down on the other side too.
   *
   * @param options - `stays`: it is opened again at once, with other props or another version
   */
  async remove(id: string, { stays = false }: { readonly stays?: boolean } = {}): Promise<void> {
    const entry = this.#sources.get(id);
    if (entry === undefined) return;
    this.#sources.delete(id);
    if (entry.kept === undefined) return;
    await (stays ? entry.kept.stop() : entry.kept.deactivate());
    if (this.#relay !== undefined && !stays) await this.#giveUp(id);
  }

  /** `undefined` when there is no such source. */
  deliver(id: string, event: HttpEvent): Promise<HttpResponse> | undefined {
    const entry = this.#sources.get(id);
    if (entry === undefined) return undefined;
    if (entry.kept !== undefined) return entry.kept.deliver(event);
    return this.#relay?.pass(id, event).then((response) => response ?? notOpen()) ?? Promise.resolve(notOpen());
  }

  /** All that were added, kept here or elsewhere. */
  sources(): PreparedSource[] {
    return [...this.#sources.values()].map(({ source }) => source);
  }

  status(): SourceStatus[] {
    return [...this.#sources.values()].map(({ source, kept }): SourceStatus => {
      if (kept !== undefined) return kept.status;
      const address = `${this.#options.publicUrl()}/hooks/${source.id}`;
      return { id: source.id, state: "elsewhere", address, reason: "Another process keeps it; this one stands by." };
    });
  }

  /** Stops the timers and waits until what is under way is stored. The sources stay active on the other side. */
  async stop(): Promise<void> {
    clearInterval(this.#renewal);
    await this.#renewing;
    const entries = [...this.#sources.values()];
    await Promise.all(entries.flatMap(({ kept }) => (kept === undefined ? [] : [kept.stop()])));
    if (this.#relay === undefined) return;
    await this.#relay.stop();
    for (const { source, kept } of entries) if (kept !== undefined) await this.#giveUp(source.id);
  }

  #renewAll(): void {
    this.#renewing = this.#renewing.then(async () => {
      for (const entry of this.#sources.values()) await this.#keepIfFree(entry);
    });
  }

  /** Does not wait until it is up: its other side may be slow, and the leases of all sources are renewed in turn. */
  async #keepIfFree(entry: Entry): Promise<void> {
    const { source } = entry;
    const isOurs = await this.#hold(source.id);
    if (isOurs === null || this.#sources.get(source.id) !== entry) return;
    if (isOurs && entry.kept === undefined) {
      const kept: KeptSource = new KeptSource(source, this.#options, () => void this.#reopen(entry, kept));
      entry.kept = kept;
      entry.starting = kept.start();
    } else if (!isOurs && entry.kept !== undefined) {
      const lost = entry.kept;
      entry.kept = undefined;
      await lost.stop();
    }
  }

  /** Another process has changed its state: ours is stale, and is read again where the source is still ours. */
  async #reopen(entry: Entry, stale: KeptSource): Promise<void> {
    if (entry.kept !== stale) return;
    entry.kept = undefined;
    await stale.stop();
    await this.#keepIfFree(entry);
  }

  /** @returns `null` when the database did not say: nothing changes then until it does */
  async #hold(id: string): Promise<boolean | null> {
    if (this.#relay === undefined) return true;
    try {
      return await holdLease(this.#options.database, SOURCE_LEASE_PREFIX + id, this.#worker, LEASE_MS);
    } catch (error) {
      this.#options.onTrouble?.(`The source "${id}" could not be kept or looked after; it is tried again.`, error);
      return null;
    }
  }

  async #giveUp(id: string): Promise<void> {
    await dropLease(this.#options.database, SOURCE_LEASE_PREFIX + id, this.#worker).catch((error: unknown) => {
      this.#options.onTrouble?.(`The source "${id}" could not be given up; its lease lapses by itself.`, error);
    });
  }
}
