import { randomBytes } from "node:crypto";
import type { ExceptionDraft } from "../../../domain/exceptions/exception.ts";
import type { Component } from "../../../runtime/component-host/types.ts";
import { Engine } from "../../../runtime/engine/engine.ts";
import type { EngineOptions } from "../../../runtime/engine/engine.ts";
import { createIntake } from "../../../runtime/engine/intake.ts";
import type { Intake } from "../../../runtime/engine/intake.ts";
import { orderOfEvent } from "../../../runtime/engine/order-of-event.ts";
import type { PreparedRecipe, PreparedStep, StepScope } from "../../../runtime/engine/prepared-recipe.ts";
import { openRunQueue } from "../../../runtime/engine/run-queue.ts";
import type { RunQueue } from "../../../runtime/engine/run-queue.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { openDataStore } from "../../../runtime/store/data-store.ts";
import { migrate } from "../../../runtime/store/migrations/migrate.ts";
import { findRun } from "../../../runtime/store/runs/read-runs.ts";
import type { RunDetail } from "../../../runtime/store/runs/read-runs.ts";
import { createVault } from "../../../runtime/store/vault.ts";
import type { Vault } from "../../../runtime/store/vault.ts";

/** What a source tells of an order. */
export const ORDER = { shop: "demo.myshopify.com", orderId: "12", orderName: "#1001" };

export type Dollar = { export(name: string, value: unknown): void; flow: { exit(reason?: string): void } };
type StepRun = (tools: { $: Dollar; steps: Record<string, unknown>; props: Record<string, unknown> }) => unknown;

export interface TestStep extends Partial<Omit<PreparedStep, "props" | "isWanted">> {
  readonly props?: (scope: StepScope) => Record<string, unknown>;
  readonly isWanted?: (scope: StepScope) => boolean;
}

/** A step whose action is a plain function; it reads unless `writes` is set. */
export function step(namespace: string, run: StepRun, more: TestStep = {}): PreparedStep {
  const component: Component = {
    type: "action",
    key: `test-${namespace}`,
    version: "0.0.1",
    props: { input: { type: "any", optional: true } },
    run(this: { input?: unknown }, tools: { $: Dollar; steps: Record<string, unknown> }) {
      return run({ ...tools, props: { input: this.input } });
    },
  };
  return {
    namespace,
    uses: `test-${namespace}@0.0.1`,
    component,
    writes: false,
    disabled: false,
    onError: "stop",
    timeoutMs: 5_000,
    isWanted: () => true,
    props: () => ({}),
    ...more,
  };
}

export function recipe(steps: PreparedStep[], more: Partial<PreparedRecipe> = {}): PreparedRecipe {
  return {
    name: "test-recipe",
    title: "A recipe for tests",
    hash: "h1",
    steps,
    orderOf: (event) => orderOfEvent(event),
    fold: true,
    retry: { tries: 3, firstDelayMs: 10, longestDelayMs: 40 },
    readsStayFreshMs: 60_000,
    secrets: [],
    ...more,
  };
}

export interface EngineFixture {
  readonly database: Database;
  readonly queue: RunQueue;
  readonly vault: Vault;
  readonly intake: Intake;
  readonly engine: Engine;
  readonly exceptions: ExceptionDraft[];
  readonly recipes: Map<string, PreparedRecipe>;
  /** Accepts one event as a source would. @returns The run it belongs to */
  emit(recipe: PreparedRecipe, event: unknown): Promise<number>;
  /** Waits until the run has ended and gives its history. */
  ended(runId: number): Promise<RunDetail>;
  close(): Promise<void>;
}

export async function openEngine(database: Database, more: Partial<EngineOptions> = {}): Promise<EngineFixture> {
  await migrate(database);
  const queue = await openRunQueue(database);
  const vault = createVault(randomBytes(32));
  const recipes = new Map<string, PreparedRecipe>();
  const exceptions: ExceptionDraft[] = [];
  const intake = createIntake({ database, queue, vault, maskPersonal: true });
  const engine = new Engine({
    database,
    queue,
    vault,
    maskPersonal: true,
    lookEveryMs: 50,
    recipe: (name) => recipes.get(name),
    dataStore: (name) => openDataStore(database, name),
    raiseException: (draft) => {
      exceptions.push(draft);
      return Promise.resolve();
    },
    ...more,
  });
  return {
    database,
    queue,
    vault,
    intake,
    engine,
    exceptions,
    recipes,
    async emit(into, event) {
      recipes.set(into.name, into);
      const emitted = { id: null, name: null, summary: null, ts: Date.now(), deliverAt: null, event };
      const [accepted] = await database.transaction((tx) =>
        intake.accept(tx, into, [emitted], { sourceId: "test", replayOf: null }),
      );
      engine.wake();
      return accepted!.runId;
    },
    async ended(runId) {
      for (;;) {
        const detail = await findRun(database, runId);
        if (detail !== null && !["waiting", "running"].includes(detail.run.status)) return detail;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    async close() {
      await engine.stop(0);
      await queue.stop();
      await database.exec(`TRUNCATE lastedit.runs RESTART IDENTITY CASCADE; DELETE FROM lastedit_queue.job;
        DELETE FROM lastedit.controls; DELETE FROM lastedit.breakers; DELETE FROM lastedit.leases;`);
    },
  };
}
