import { countDueBefore, openByOwner } from "../../store/exceptions/open-by-owner.ts";
import type { OwnersWork } from "../../store/exceptions/open-by-owner.ts";
import { lastDay } from "../../store/runs/day-figures.ts";
import type { HourOfDay } from "../../store/runs/day-figures.ts";
import type { ApiContext } from "../api-context.ts";
import type { Today, TODAY } from "../contract/today.ts";
import type { Handlers } from "../handlers.ts";
import { nextCutOffs } from "../today/cut-offs.ts";
import { healthView } from "../today/health-view.ts";
import { bringsOrderChanges, recipesBySteps } from "../recipes/recipes-by-steps.ts";
import { OUTCOME_GROUPS } from "../today/outcome-groups.ts";
import { sendEvents } from "./send-events.ts";

const OWNERS = ["warehouse", "customer-service", "merchandising", "integration"] as const;

export function todayRoutes(context: ApiContext): Handlers<typeof TODAY> {
  const { store, installation } = context;
  const { database } = store;

  return {
    async today(): Promise<Today> {
      const now = new Date();
      const cutOffs = nextCutOffs(installation.sources(), now.getTime());
      const [{ hours, edits }, work, health] = await Promise.all([
        lastDay(database, OUTCOME_GROUPS, await recipesBySteps(context, bringsOrderChanges)),
        openByOwner(database),
        healthView(context),
      ]);
      return {
        now: now.toISOString(),
        hours: hours.map(({ failed: _failed, from, ...flow }) => ({ from: from.toISOString(), ...flow })),
        totals: totalsOf(hours),
        editToWarehouse: edits,
        exceptions: await Promise.all(
          OWNERS.map((owner) => ownersView(work.find((each) => each.owner === owner) ?? { ...NO_WORK, owner })),
        ),
        cutOffs: await Promise.all(
          cutOffs.map(async ({ at, collectionAt, label }) => ({
            at: at.toISOString(),
            collectionAt: collectionAt.toISOString(),
            label,
            parcelsAtRisk: await countDueBefore(database, at),
          })),
        ),
        health,
      };
    },
    health: () => healthView(context),
    live({ request, reply, person }) {
      const isStillSignedIn = async (): Promise<boolean> => await context.sessions.isInForce(person.tokenDigest);
      sendEvents(context.live, request, reply, isStillSignedIn);
      return undefined;
    },
  };

  async function ownersView({ nearestId, ...counts }: OwnersWork): Promise<Today["exceptions"][number]> {
    const nearest = nearestId === null ? null : await store.exceptions.get(nearestId);
    const mattersUntil = nearest?.mattersUntil ?? null;
    return {
      ...counts,
      nearest:
        nearest === null || mattersUntil === null
          ? null
          : { id: nearest.id, orderName: nearest.orderName, mattersUntil: new Date(mattersUntil).toISOString() },
    };
  }
}

const NO_WORK = { open: 0, taken: 0, snoozed: 0, overdue: 0, nearestId: null };

function totalsOf(hours: readonly HourOfDay[]): Today["totals"] {
  const total = (field: Exclude<keyof HourOfDay, "from">): number => hours.reduce((sum, hour) => sum + hour[field], 0);
  return {
    in: total("in"),
    applied: total("applied"),
    alreadyRight: total("alreadyRight"),
    waiting: total("waiting"),
    blocked: total("blocked"),
    failed: total("failed"),
  };
}
