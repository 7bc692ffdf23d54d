import type { EmittedEvent } from "../../runtime/component-host/types.ts";
import type { PreparedRecipe } from "../../runtime/engine/prepared-recipe.ts";
import type { Durable, StoredRun } from "./durable.ts";
import type { Process } from "./scheduler.ts";
import type { World } from "./world.ts";

/** Of a run whose worker is silent, as the engine's heartbeat has it. */
const LEASE_MS = 30_000;
/** Up to this long after a run is due, a worker sees it. */
const POLL_MS = 500;

/** Runs of one order one by one in the order they came; a claim that nobody renews lapses. */
export interface RunQueue {
  accept(recipe: PreparedRecipe, event: EmittedEvent["event"]): void;
  /** Claims what is due. */
  claim(process: Process): StoredRun[];
  end(run: StoredRun, status: "succeeded" | "failed"): void;
  putBack(run: StoredRun, waitMs: number, waiting: boolean): void;
  /** A new process that knows itself to be the only one takes over at once. */
  putBackOrphans(): void;
  readonly open: number;
  /** Called when something may be due. */
  onDue: () => void;
}

export function createRunQueue(world: World, durable: Durable): RunQueue {
  const { scheduler } = world;
  const chance = world.random("queue");
  let claims = 0;

  const isOpen = ({ status }: StoredRun): boolean => status === "waiting" || status === "running";
  const dueIn = (ms: number): void => void scheduler.after(ms + chance.whole(1, POLL_MS), () => queue.onDue());

  const release = (run: StoredRun): void => {
    run.claim = null;
    run.status = "waiting";
    run.dueAtMs = scheduler.now();
    dueIn(0);
  };

  /** Renewed as long as its process lives and is not frozen. */
  const watch = (run: StoredRun): void => {
    const { claim } = run;
    if (claim === null) return;
    scheduler.after(LEASE_MS, () => {
      if (run.claim !== claim || !isOpen(run)) return;
      const { process } = claim;
      if (process.alive && process.frozenUntil <= scheduler.now()) {
        watch(run);
        return;
      }
      world.note(`the claim of ${process.name} on run ${run.id} lapses`);
      release(run);
    });
  };

  const queue: RunQueue = {
    onDue: () => undefined,
    accept(recipe, event) {
      const order = recipe.orderOf(event);
      const waiting = durable.runs.find(
        (run) =>
          recipe.fold &&
          run.recipe === recipe.name &&
          run.orderKey === order.key &&
          run.status === "waiting" &&
          run.attempt === 0,
      );
      if (waiting !== undefined) {
        waiting.event = event;
        return;
      }
      durable.runs.push({
        id: durable.runs.length + 1,
        recipe: recipe.name,
        orderKey: order.key,
        orderName: order.name,
        orderId: order.id,
        event,
        status: "waiting",
        dueAtMs: scheduler.now(),
        attempt: 0,
        failures: 0,
        waits: 0,
        steps: [],
        claim: null,
        begunAtMs: 0,
        finishedAtMs: null,
      });
      dueIn(0);
    },
    claim(process) {
      const claimed: StoredRun[] = [];
      const seen = new Set<string>();
      for (const run of durable.runs) {
        if (!isOpen(run) || seen.has(run.orderKey)) continue;
        // Later runs of the order wait for this one, whatever it waits for.
        seen.add(run.orderKey);
        if (run.claim !== null || run.dueAtMs > scheduler.now()) continue;
        run.claim = { process, number: (claims += 1) };
        watch(run);
        claimed.push(run);
      }
      return claimed;
    },
    end(run, status) {
      run.status = status;
      run.claim = null;
      run.finishedAtMs = scheduler.now();
      dueIn(0);
    },
    putBack(run, waitMs, waiting) {
      run.claim = null;
      run.status = "waiting";
      run.dueAtMs = scheduler.now() + waitMs;
      if (waiting) run.waits += 1;
      else run.failures += 1;
      dueIn(waitMs);
    },
    putBackOrphans() {
      for (const run of durable.runs) if (isOpen(run) && run.claim !== null) release(run);
    },
    get open() {
      return durable.runs.filter(isOpen).length;
    },
  };
  return queue;
}
