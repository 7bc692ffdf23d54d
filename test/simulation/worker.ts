import type { ExceptionDraft } from "../../domain/exceptions/exception.ts";
import type { PreparedRecipe, PreparedStep } from "../../runtime/engine/prepared-recipe.ts";
import { readError } from "../../runtime/engine/read-error.ts";
import { nextTry } from "../../runtime/engine/retry-policy.ts";
import { reusableSteps } from "../../runtime/engine/reusable-steps.ts";
import { runFailedException } from "../../runtime/engine/run-failed-exception.ts";
import type { Checkpoint, EarlierStep, Run } from "../../runtime/store/runs/run.ts";
import type { Durable, StoredRun } from "./durable.ts";
import type { RunQueue } from "./run-queue.ts";
import type { Process } from "./scheduler.ts";
import type { World } from "./world.ts";

export interface WorkerOptions {
  readonly world: World;
  readonly durable: Durable;
  readonly queue: RunQueue;
  readonly process: Process;
  readonly recipes: ReadonlyMap<string, PreparedRecipe>;
  take(step: PreparedStep, props: Readonly<Record<string, unknown>>): Promise<unknown>;
  raise(draft: ExceptionDraft): Promise<unknown>;
}

/** The engine's order of doing things, with its own rules of what is reused, tried again and told. */
export interface Worker {
  /** Claims what is due and runs it. */
  fetchAndRun(): void;
}

class ClaimLostError extends Error {}

export function createWorker(options: WorkerOptions): Worker {
  const { world, durable, queue, process, recipes } = options;

  async function execute(run: StoredRun, claimNumber: number): Promise<void> {
    const recipe = recipes.get(run.recipe);
    if (recipe === undefined) throw new Error(`There is no recipe ${run.recipe}.`);
    const isHeld = (): boolean => run.claim?.number === claimNumber && run.claim.process === process;
    const settle = <T>(words: string, change: () => T): Promise<T> =>
      durable.transaction(process, `${words} run ${run.id}`, () => {
        if (!isHeld()) throw new ClaimLostError();
        return change();
      });

    const begun = await durable.transaction(process, `begins run ${run.id} of ${run.recipe}`, () => begin(run));
    const end = await attempt(recipe, run, begun, isHeld);
    if (end === null) return settle("ends", () => queue.end(run, "succeeded"));
    const wait = nextTry(recipe.retry, run.failures + 1, end.error, Math.random());
    if (wait !== "give-up") {
      return settle(`puts back (${end.error.code})`, () => queue.putBack(run, wait, end.error.waiting));
    }
    await options.raise(runFailedException(asRun(run), { recipeTitle: recipe.title, ...end }));
    await settle(`fails (${end.error.code})`, () => queue.end(run, "failed"));
  }

  /** As the engine does it when a run is claimed: what a dead process left unfinished is interrupted. */
  function begin(run: StoredRun): { readonly event: unknown; readonly othersEndedAt: Date | null } {
    run.status = "running";
    run.attempt += 1;
    run.begunAtMs = world.scheduler.now();
    run.steps = run.steps.map((step) =>
      step.status === "running" ? { ...step, status: "interrupted", finishedAt: new Date() } : step,
    );
    const ended = durable.runs
      .filter((other) => other !== run && other.orderKey === run.orderKey && other.finishedAtMs !== null)
      .map(({ finishedAtMs }) => finishedAtMs ?? 0);
    return { event: run.event, othersEndedAt: ended.length === 0 ? null : new Date(Math.max(...ended)) };
  }

  async function attempt(
    recipe: PreparedRecipe,
    run: StoredRun,
    begun: ReturnType<typeof begin>,
    isHeld: () => boolean,
  ) {
    const reusable = reusableSteps(run.attempt === 1 ? [] : run.steps, {
      now: new Date(),
      readsStayFreshMs: recipe.readsStayFreshMs,
      othersEndedAt: run.attempt === 1 ? null : begun.othersEndedAt,
    });
    const steps: Record<string, unknown> = { trigger: { event: begun.event, context: {} } };
    let repeating = false;
    let changed = false;
    for (const step of recipe.steps) {
      if (!isHeld()) throw new ClaimLostError();
      const kept: Checkpoint | undefined =
        reusable.writes.get(step.namespace) ?? (repeating ? undefined : reusable.reads.get(step.namespace));
      repeating ||= kept === undefined;
      const taken = kept === undefined ? await takeStep(step, run, steps, isHeld) : asStored(kept);
      if (taken === "skipped") continue;
      if ("error" in taken) return { namespace: step.namespace, error: taken.error, changed };
      steps[step.namespace] = { ...taken.exports, $return_value: taken.returnValue };
      changed ||= step.writes;
    }
    return null;
  }

  async function takeStep(
    step: PreparedStep,
    run: StoredRun,
    steps: Readonly<Record<string, unknown>>,
    isHeld: () => boolean,
  ): Promise<Checkpoint | "skipped" | { readonly error: ReturnType<typeof readError> }> {
    const { namespace, uses, writes } = step;
    const row: EarlierStep = {
      namespace,
      uses,
      writes,
      status: "running",
      startedAt: new Date(),
      finishedAt: null,
      checkpoint: null,
    };
    const store = (end: Partial<EarlierStep>): Promise<void> =>
      durable.transaction(process, `stores step ${namespace} of run ${run.id}`, () => {
        const open = run.steps.findIndex((each) => each === row);
        const ended = { ...row, finishedAt: new Date(), ...end };
        if (open === -1) run.steps.push(ended);
        else run.steps[open] = ended;
      });
    if (!step.isWanted({ steps })) {
      await store({ status: "skipped" });
      return "skipped";
    }
    const props = step.props({ steps });
    if (writes) {
      await durable.transaction(process, `starts step ${namespace} of run ${run.id}`, () => run.steps.push(row));
    }
    let returnValue: unknown;
    try {
      returnValue = await withinTime(step, options.take(step, props));
    } catch (thrown) {
      if (!isHeld()) throw new ClaimLostError();
      const error = readError(thrown, writes);
      await store({ status: "failed" });
      return { error };
    }
    const checkpoint: Checkpoint = { returnValue: returnValue ?? null, exports: {}, exited: null, summary: null };
    await store({ status: "succeeded", checkpoint });
    return checkpoint;
  }

  function withinTime(step: PreparedStep, work: Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const error = new Error(`The step "${step.namespace}" took too long.`);
      const timer = world.scheduler.afterFor(process, step.timeoutMs, () => reject(error));
      work.then(resolve, reject).finally(() => timer.cancel());
    });
  }

  return {
    fetchAndRun() {
      if (!process.alive) return;
      for (const run of queue.claim(process)) {
        const claimNumber = run.claim?.number ?? 0;
        execute(run, claimNumber).catch((error: unknown) => {
          if (error instanceof ClaimLostError) {
            world.note(`${process.name} no longer holds run ${run.id}`);
            return;
          }
          world.scheduler.fail(error);
        });
      }
    },
  };
}

/** What another attempt takes over went through the database as JSON. */
const asStored = (checkpoint: Checkpoint): Checkpoint => JSON.parse(JSON.stringify(checkpoint)) as Checkpoint;

function asRun(run: StoredRun): Run {
  return {
    id: run.id,
    recipe: run.recipe,
    recipeHash: null,
    orderKey: run.orderKey,
    orderName: run.orderName,
    orderId: run.orderId,
    events: 1,
    attempt: run.attempt,
    failures: run.failures,
    waits: run.waits,
    replayOf: null,
    queuedAt: new Date(run.dueAtMs),
    status: "running",
    startedAt: new Date(run.begunAtMs),
  };
}
