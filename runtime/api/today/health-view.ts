import { readHealth } from "../../engine/controls.ts";
import type { ConnectionHealth, Health as EngineHealth } from "../../engine/controls.ts";
import { latestRunOf } from "../../store/runs/day-figures.ts";
import type { ApiContext } from "../api-context.ts";
import type { Health } from "../contract/today.ts";

/** Peoplevox counts requests over this time. */
const BUDGET_WINDOW_MS = 15_000;

/** How LastEdit is, over all its processes; what its sources are doing, as this one knows. */
export async function healthView({ store, installation, backend }: ApiContext): Promise<Health> {
  const health = await readHealth(store.database);
  const { sources } = await backend.status();
  const recipeOf = new Map(installation.sources().map(({ id, recipe }) => [id, recipe.name]));
  const latest = await latestRunOf(store.database, [...new Set(recipeOf.values())]);
  const used = await usedConnections(store.database, installation);
  const stopped = health.controls.find(({ scope }) => scope === "everything");
  return {
    stopped:
      stopped === undefined ? null : { by: stopped.by, since: stopped.since.toISOString(), because: stopped.because },
    connections: [...installation.connections().values()].map(({ name, type }) =>
      connectionView({ name, type, used: used.has(name) }, health),
    ),
    webhooks: sources.map((source) => {
      const recipe = recipeOf.get(source.id) ?? "";
      return {
        id: source.id,
        recipe,
        state: source.state === "elsewhere" ? "active" : source.state,
        because: "reason" in source ? source.reason : "",
        lastEventAt: latest.get(recipe)?.toISOString() ?? null,
      };
    }),
    budgets: health.connections.flatMap(({ name, budget }) =>
      budget === null
        ? []
        : [
            {
              connection: name,
              used: budget.used,
              limit: budget.of,
              windowMs: BUDGET_WINDOW_MS,
              waiting: budget.waiting,
            },
          ],
    ),
    queue: {
      waiting: health.queue.waiting,
      running: health.queue.running,
      oldestWaitMs: health.queue.oldestWaitMs === null ? null : Math.round(health.queue.oldestWaitMs),
    },
    workers: health.workers
      .filter(({ alive }) => alive)
      .map(({ id, version, seenAt }) => ({ id, version, seenAt: seenAt.toISOString() })),
  };
}

/** Those of recipes that have run. */
async function usedConnections(
  database: ApiContext["store"]["database"],
  { recipes }: ApiContext["installation"],
): Promise<ReadonlySet<string>> {
  const all = [...recipes.values()];
  const ran = await latestRunOf(
    database,
    all.map(({ name }) => name),
  );
  return new Set(
    all.filter(({ name }) => ran.has(name)).flatMap(({ connections = [] }) => connections.map((each) => each.name)),
  );
}

const STATES = { closed: "ok", open: "failing", "half-open": "trying" } as const satisfies Record<
  ConnectionHealth["breaker"]["state"],
  Health["connections"][number]["state"]
>;

function connectionView(
  { name, type, used }: { readonly name: string; readonly type: string; readonly used: boolean },
  { connections, controls }: EngineHealth,
): Health["connections"][number] {
  const paused = controls.find((control) => control.scope === "connection" && control.name === name);
  if (paused !== undefined) {
    const { by, because, since, until } = paused;
    return {
      name,
      type,
      state: "paused",
      because: `Paused by ${by}${because === "" ? "" : `: ${because}`}`,
      since: since.toISOString(),
      nextTryAt: until?.toISOString() ?? null,
    };
  }
  const known = connections.find((each) => each.name === name);
  const touched = used || (known !== undefined && (known.breaker.since !== null || known.budget !== null));
  if (known === undefined || !touched)
    return { name, type, state: "unknown", because: "", since: null, nextTryAt: null };
  const { state, because, since, nextProbeAt } = known.breaker;
  return {
    name,
    type,
    state: STATES[state],
    because: state === "closed" ? "" : because,
    since: since?.toISOString() ?? null,
    nextTryAt: nextProbeAt?.toISOString() ?? null,
  };
}
