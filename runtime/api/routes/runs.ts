import { cancelRun } from "../../engine/controls.ts";
import { findRun } from "../../store/runs/read-runs.ts";
import type { RunDetail as StoredRun } from "../../store/runs/read-runs.ts";
import { searchRuns } from "../../store/runs/search-runs.ts";
import type { ApiContext } from "../api-context.ts";
import { notFound, refused } from "../api-error.ts";
import type { RunDetail, RUNS } from "../contract/runs.ts";
import type { Handlers } from "../handlers.ts";
import { bringsOrderChanges, recipesBySteps } from "../recipes/recipes-by-steps.ts";
import { OUTCOME_GROUPS } from "../today/outcome-groups.ts";
import { exceptionsOfOrder } from "../views/exceptions-of-order.ts";
import { orderLinks } from "../views/order-links.ts";
import { mainDecision, runItemOf, stepViewOf } from "../views/run-view.ts";
import { given } from "../given.ts";
import { listReplays, runChoices } from "../../store/runs/run-relations.ts";

export function runRoutes(context: ApiContext): Handlers<typeof RUNS> {
  const { database } = context.store;

  async function detail(id: number): Promise<RunDetail> {
    const found = await findRun(database, id);
    if (found === null) throw notFound(`run ${id}`);
    return detailOf(found, context);
  }

  return {
    async list({ query: { before, from, to, became, ...filter } }) {
      const { runs, next } = await searchRuns(database, {
        ...given(filter),
        limit: filter.limit,
        ...given({ before, from: dateOf(from), to: dateOf(to) }),
        ...(became === undefined
          ? {}
          : {
              became: {
                group: became,
                groups: OUTCOME_GROUPS,
                recipes: await recipesBySteps(context, bringsOrderChanges),
              },
            }),
      });
      return { items: runs.map(runItemOf), next: next === null ? null : String(next) };
    },
    choices: async () => {
      const { recipes, outcomes } = await runChoices(database);
      const known = new Set([...recipes, ...context.installation.recipes.keys()]);
      return { recipes: [...known].sort(), outcomes };
    },
    get: ({ params: { id } }) => detail(id),
    async cancel({ params: { id }, body: { because }, person, audit }) {
      const outcome = await cancelRun(database, id, { by: person.name, because });
      if (outcome === "unknown") throw notFound(`run ${id}`);
      if (outcome === "over") throw refused(`Run ${id} has ended already. Nothing was changed.`);
      audit({ subject: `run ${id}`, after: { because, outcome } });
      return detail(id);
    },
  };
}

async function detailOf({ run, events, steps }: StoredRun, context: ApiContext): Promise<RunDetail> {
  const item = runItemOf(run);
  const shown = steps.map((step, index) => stepViewOf(step, index + 1));
  const now = context.installation.recipes.get(run.recipe);
  const replays = await listReplays(context.store.database, run.id);
  const exceptions = await exceptionsOfOrder(context.store.database, item.order);
  const ended = "finishedAt" in run;
  return {
    ...item,
    recipeHash: run.recipeHash?.slice(0, 12) ?? null,
    recipeChanged: now === undefined || run.recipeHash === null ? null : now.hash !== run.recipeHash,
    heard: events.map(({ summary, emittedAt, payload }) => ({
      at: emittedAt.toISOString(),
      summary: summary ?? "Started by hand.",
      payload,
    })),
    steps: shown,
    decision: mainDecision(shown),
    lastWord: lastWordOf(item),
    replays: replays.map(({ id, status, queuedAt }) => ({ id, status, queuedAt: queuedAt.toISOString() })),
    exceptions: exceptions.map(({ id, title, status }) => ({ id, title, status })),
    links: orderLinks(item.order),
    canCancel: !ended,
    canReplay: now !== undefined && ended,
  };
}

function lastWordOf({ status, summary, error }: Pick<RunDetail, "status" | "summary" | "error">): string {
  if (status === "waiting")
    return error === null ? "Waits for its turn." : `Is tried again. Last time: ${error.message}`;
  if (status === "running") return "Is running.";
  return summary === "" ? "Ended." : summary;
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
