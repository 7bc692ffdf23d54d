import type { EmittedEvent } from "../component-host/types.ts";
import type { Database, Queryable } from "../store/database.ts";
import { acceptEvent } from "../store/runs/accept-event.ts";
import type { Acceptance } from "../store/runs/accept-event.ts";
import { historyWriter } from "../store/privacy/for-history.ts";
import type { Vault } from "../store/vault.ts";
import { lockFolding, startOver, wakeRun } from "./folding.ts";
import { laneOf } from "./prepared-recipe.ts";
import type { PreparedRecipe } from "./prepared-recipe.ts";
import type { RunQueue } from "./run-queue.ts";

export interface IntakeOptions {
  readonly database: Database;
  readonly queue: RunQueue;
  readonly vault: Vault;
  readonly maskPersonal: boolean;
}

/** Where an event came from; both `null` when a person or a file started the run. */
export interface EventOrigin {
  readonly sourceId: string | null;
  readonly replayOf: number | null;
}

/** Turns events into waiting runs. Nothing is accepted unless the event, its run and its job are stored together. */
export interface Intake {
  /** Accepts events in the caller's transaction, which also saves the source's state. */
  accept(
    tx: Queryable,
    recipe: PreparedRecipe,
    events: readonly EmittedEvent[],
    origin: EventOrigin,
  ): Promise<Acceptance[]>;
  /** Starts one run of its own, never folded: by hand, from a file, or as a replay. @returns The run's id */
  start(recipe: PreparedRecipe, event: unknown, origin: EventOrigin): Promise<number>;
}

export function createIntake({ database, queue, vault, maskPersonal }: IntakeOptions): Intake {
  async function acceptOne(
    tx: Queryable,
    recipe: PreparedRecipe,
    event: EmittedEvent,
    origin: EventOrigin,
    fold: boolean,
  ): Promise<Acceptance> {
    const order = recipe.orderOf(event.event);
    const acceptance = await acceptEvent(tx, {
      recipe: recipe.name,
      ...origin,
      orderKey: order.key,
      orderName: order.name,
      orderId: order.id,
      fold,
      lane: laneOf(recipe),
      connections: (recipe.connections ?? []).map(({ name }) => name),
      needs: recipe.needs ?? 1,
      event,
      shown: historyWriter({ secrets: recipe.secrets, maskPersonal })(event.event),
      sealed: vault.seal(JSON.stringify(event.event ?? null)),
    });
    const dueAt = event.deliverAt === null ? null : new Date(event.deliverAt);
    if (!acceptance.folded) await queue.enqueue(tx, { runId: acceptance.runId, orderKey: order.key, dueAt, recipe });
    if (acceptance.begunBefore) await startOver(tx, acceptance.runId);
    if (acceptance.woken) await wakeRun(tx, order.key, acceptance.runId);
    return acceptance;
  }

  return {
    async accept(tx, recipe, events, origin) {
      if (recipe.fold) {
        const orders = events.map(({ event }) => recipe.orderOf(event).key);
        await lockFolding(
          tx,
          orders.map((orderKey) => ({ recipe: recipe.name, orderKey })),
        );
      }
      const accepted: Acceptance[] = [];
      for (const event of events) accepted.push(await acceptOne(tx, recipe, event, origin, recipe.fold));
      return accepted;
    },
    async start(recipe, event, origin) {
      const emitted: EmittedEvent = { id: null, name: null, summary: null, ts: Date.now(), deliverAt: null, event };
      const { runId } = await database.transaction((tx) => acceptOne(tx, recipe, emitted, origin, false));
      return runId;
    },
  };
}
