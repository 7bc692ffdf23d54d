import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { readRecipeText } from "../../engine/recipe-texts.ts";
import type { PreparedRecipe } from "../../engine/prepared-recipe.ts";
import { startRetry } from "../../replay/start-retry.ts";
import { restoreMasked } from "../../replay/restore-masked.ts";
import type { StartedRetry } from "../../replay/start-retry.ts";
import type { Queryable } from "../../store/database.ts";
import { findRun, readEvent } from "../../store/runs/read-runs.ts";
import type { RunDetail } from "../../store/runs/read-runs.ts";
import type { Run } from "../../store/runs/run.ts";
import { readRunRecipe } from "../../store/runs/run-progress.ts";
import { searchRuns } from "../../store/runs/search-runs.ts";
import type { ApiContext } from "../api-context.ts";
import { notFound, refused } from "../api-error.ts";
import type { runChoice } from "../contract/replay.ts";

export type Version = "original" | "latest";

/** What can be done with the event of a past run. */
export interface PastRun {
  readonly detail: RunDetail;
  /** As it came. */
  readonly event: unknown;
  /** As the history shows it. */
  readonly seen: unknown;
}

/** Reads past runs, and starts them again. */
export class ReplayDesk {
  readonly #context: ApiContext;

  constructor(context: ApiContext) {
    this.#context = context;
  }

  /** @throws {ApiError} When there is no such run, or its event is no longer kept */
  async past(runId: number): Promise<PastRun> {
    const { database, vault } = this.#context.store;
    const detail = await findRun(database, runId);
    if (detail === null) throw notFound(`run ${runId}`);
    const event = await readEvent(database, vault, runId).catch((error: unknown) => {
      throw refused(error instanceof Error ? error.message : String(error));
    });
    return { detail, event, seen: detail.events.at(-1)?.payload ?? null };
  }

  #recipe(name: string): PreparedRecipe {
    const { recipes, idle } = this.#context.installation;
    const found = recipes.get(name);
    if (found !== undefined) return found;
    const because = idle.get(name) ?? "There is no such recipe any more.";
    throw refused(`The recipe "${name}" does not run here. ${because} Nothing was started.`);
  }

  /** Hash and text of the recipe that a run ran; `null` when they are not kept. */
  async originalText(runId: number): Promise<{ readonly hash: string; readonly text: string } | null> {
    const { database, vault } = this.#context.store;
    const hash = (await readRunRecipe(database, runId))?.textHash ?? null;
    const text = hash === null ? null : await readRecipeText(database, vault, hash);
    return hash === null || text === null ? null : { hash, text };
  }

  /** Steps of a run whose results are kept, in order. Only a failed run keeps any. */
  async keptSteps(runId: number): Promise<string[]> {
    const { rows } = await this.#context.store.database.query<{ namespace: string }>(
      `SELECT namespace FROM lastedit.run_steps WHERE run_id = $1 AND checkpoint_sealed IS NOT NULL
       GROUP BY namespace ORDER BY min(position)`,
      [runId],
    );
    return rows.map(({ namespace }) => namespace);
  }

  /**
   * @returns The text that it is to run with; `null` for the one in force
   * @throws {ApiError} When it has not ended, its recipe does not run here, or the text it ran with is no longer kept
   */
  async refuseUnlessReady(run: Run, version: Version): Promise<Awaited<ReturnType<ReplayDesk["originalText"]>>> {
    if (run.status === "waiting" || run.status === "running")
      throw refused(`Run ${run.id} has not ended yet. Nothing was started.`);
    this.#recipe(run.recipe);
    const original = version === "original" ? await this.originalText(run.id) : null;
    if (version === "latest" || original !== null) return original;
    throw refused(`The recipe's text of run ${run.id} is no longer kept: run it with the latest. Nothing was started.`);
  }

  async start(
    past: PastRun,
    wish: {
      readonly version: Version;
      readonly fromStep: string | null;
      readonly input: { readonly given: unknown } | null;
      alsoStore?(tx: Queryable, runId: number): Promise<void>;
    },
  ): Promise<StartedRetry> {
    const { store, installation } = this.#context;
    const { run } = past.detail;
    const original = await this.refuseUnlessReady(run, wish.version);
    if (wish.fromStep !== null) await this.#refuseStep(past, wish.fromStep);
    const started = await startRetry(
      {
        database: store.database,
        vault: store.vault,
        queue: installation.queue,
        maskPersonal: installation.config.history.maskPersonalData,
      },
      {
        recipe: this.#recipe(run.recipe),
        event: wish.input === null ? past.event : restoreMasked(wish.input.given, past.seen, past.event),
        runId: run.id,
        fromStep: wish.fromStep,
        textHash: original?.hash ?? null,
        ...(wish.alsoStore === undefined ? {} : { alsoStore: wish.alsoStore }),
      },
    );
    installation.engine.wake();
    return started;
  }

  async #refuseStep({ detail: { run, steps } }: PastRun, step: string): Promise<void> {
    const before = steps.filter(({ status }) => status === "succeeded").map(({ namespace }) => namespace);
    const kept = await this.keptSteps(run.id);
    const known = steps.some(({ namespace }) => namespace === step);
    if (!known) throw refused(`Run ${run.id} has not come to a step "${step}". Nothing was started.`);
    const position = steps.find(({ namespace }) => namespace === step)?.position ?? 0;
    const gone = steps.filter((each) => each.position < position && before.includes(each.namespace));
    if (gone.every(({ namespace }) => kept.includes(namespace))) return;
    throw refused(
      `The results before "${step}" are no longer kept; only a failed run keeps them, until its history is masked. Run it whole. Nothing was started.`,
    );
  }

  /** Past runs that were chosen, newest first. */
  async chosen(choice: z.output<typeof runChoice>): Promise<{ readonly runs: readonly Run[]; readonly more: boolean }> {
    const { database } = this.#context.store;
    if ("ids" in choice) {
      const found = await Promise.all([...new Set(choice.ids)].map((id) => findRun(database, id)));
      return { runs: found.flatMap((detail) => (detail === null ? [] : [detail.run])), more: false };
    }
    const { from, to, ...filter } = choice.filter;
    const { runs, next } = await searchRuns(database, {
      ...filter,
      ...(from === undefined ? {} : { from: new Date(from) }),
      ...(to === undefined ? {} : { to: new Date(to) }),
      limit: choice.most,
    });
    return { runs, more: next !== null };
  }
}

/** Whether what people see of the event is not all of it. */
export function isMasked({ event, seen }: Pick<PastRun, "event" | "seen">): boolean {
  return !isDeepStrictEqual(event, seen);
}
