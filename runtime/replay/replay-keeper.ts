import type { Database } from "../store/database.ts";
import type { Vault } from "../store/vault.ts";
import {
  changeItem,
  countItems,
  endReplay,
  followStarted,
  readReplayText,
  replaysToWorkOn,
  takeItems,
} from "./replay-store.ts";
import type { ItemChange, Replay, ReplayItem } from "./replay-store.ts";

/** Runs of a bulk replay under way at once: live orders must not wait behind hundreds of old ones. */
const AT_ONCE = 10;

export interface ReplayKeeperOptions {
  readonly database: Database;
  readonly vault: Vault;
  /** Starts one past run again, with the item marked in the same breath. @returns How the item stands then */
  replay(replay: Replay, item: ReplayItem): Promise<ItemChange>;
  /** Runs one past event dry. */
  travel(replay: Replay, item: ReplayItem, text: string): Promise<ItemChange>;
  onTrouble(message: string, cause: unknown): void;
  /** How often it is looked whether there is work, also another process's. @defaultValue 5000 */
  readonly everyMs?: number;
}

/** While there is work. */
const LOOK_AGAIN_MS = 500;

/** Works bulk replays off, a few runs at a time, in any process; they go on after a restart. */
export class ReplayKeeper {
  readonly #options: ReplayKeeperOptions;
  readonly #timer: NodeJS.Timeout;
  #working: Promise<void> = Promise.resolve();
  #busy = false;
  #more = false;
  #stopped = false;

  constructor(options: ReplayKeeperOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.wake(), options.everyMs ?? 5_000).unref();
  }

  /** Looks now. */
  wake(): void {
    if (this.#busy || this.#stopped) return;
    this.#busy = true;
    this.#working = this.#work()
      .catch((error: unknown) => this.#options.onTrouble("Replays could not be worked on; it is tried again.", error))
      .finally(() => {
        this.#busy = false;
        if (this.#more && !this.#stopped) setTimeout(() => this.wake(), LOOK_AGAIN_MS).unref();
      });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#working;
  }

  async #work(): Promise<void> {
    const replays = await replaysToWorkOn(this.#options.database);
    this.#more = replays.length > 0;
    for (const replay of replays) {
      if (replay.kind === "time-travel") await this.#travel(replay);
      else await this.#replay(replay);
    }
  }

  async #replay(replay: Replay): Promise<void> {
    const { database } = this.#options;
    const underWay = await followStarted(database, replay.id);
    if (replay.status === "stopping") {
      await endReplay(database, replay.id, "stopped");
      return;
    }
    for (const item of await takeItems(database, replay.id, Math.max(0, AT_ONCE - underWay))) {
      await this.#settle(replay, item, () => this.#options.replay(replay, item));
    }
    const { total, done } = await countItems(database, replay.id);
    if (done === total) await endReplay(database, replay.id, "finished");
  }

  async #travel(replay: Replay): Promise<void> {
    const { database, vault } = this.#options;
    const text = await readReplayText(database, vault, replay.id);
    if (text === null) {
      await endReplay(database, replay.id, "failed");
      return;
    }
    while (!this.#stopped) {
      const current = (await replaysToWorkOn(database)).find(({ id }) => id === replay.id);
      if (current === undefined) return;
      const [item] = current.status === "stopping" ? [] : await takeItems(database, replay.id, 1);
      if (item === undefined) {
        if (current.status === "stopping") return endReplay(database, replay.id, "stopped");
        const { total, done } = await countItems(database, replay.id);
        if (done === total) await endReplay(database, replay.id, "finished");
        return;
      }
      await this.#settle(replay, item, () => this.#options.travel(replay, item, text));
    }
  }

  async #settle(replay: Replay, item: ReplayItem, work: () => Promise<ItemChange>): Promise<void> {
    let change: ItemChange;
    try {
      change = await work();
    } catch (error) {
      const summary = error instanceof Error ? error.message : String(error);
      change = { state: "failed", outcomeNow: "could-not-run", summary };
    }
    await changeItem(this.#options.database, replay.id, item.position, change);
  }
}
