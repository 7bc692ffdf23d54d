import { isQuiet } from "../../../domain/alerts/quiet-hours.ts";
import { assigned, missingChannels, routeOf, rulesOf } from "../../../domain/alerts/routing.ts";
import type { Routing, RouteRow } from "../../../domain/alerts/routing.ts";
import { routingSchema } from "../../../components/lastedit/routing-schema.ts";
import { readRouting } from "../../../components/lastedit/read-routing.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import type { ExceptionKind } from "../../../domain/exceptions/exception.ts";
import { placesOfIssues, plainIssue } from "../plain-issues.ts";
import type { CONNECTIONS } from "../contract/connections.ts";
import type { AnswerOf } from "../contract/route-table.ts";

type Preview = AnswerOf<typeof CONNECTIONS.previewRouting>;
type Asked = { readonly routing: unknown; readonly kind: string; readonly shop: string };

/**
 * Whom a routing that need not be saved would tell about an exception, by the same rules as the alerts.
 *
 * @param existing - Names of the channels there are
 * @param nowMs - Milliseconds since 1970: for quiet hours
 */
export function previewRouting({ routing: given, kind, shop }: Asked, existing: string[], nowMs: number): Preview {
  const problems = placesOfIssues(routingSchema.safeParse(given, { error: plainIssue }).error);
  if (problems.length > 0 || !isKind(kind)) return { problems, missingChannels: [], answer: null };
  const routing = readRouting(given);
  const { owner, severity } = assigned({ ...EXCEPTION_KINDS[kind], kind, shop }, routing);
  const route = routeOf({ kind, shop, owner, severity }, routing, existing);
  return {
    problems,
    missingChannels: missingChannels(routing, existing),
    answer: { owner, severity, ...told(route), quietNow: quietChannels(route, routing, severity, nowMs) },
  };
}

function told({ channels, takeWithinMinutes, escalateTo, warnBeforeMinutes }: RouteRow) {
  return { channels: [...channels], takeWithinMinutes, escalateTo: [...escalateTo], warnBeforeMinutes };
}

/** Channels that would hold it back now. */
function quietChannels(
  { channels }: RouteRow,
  routing: Routing,
  severity: "low" | "medium" | "high",
  nowMs: number,
): string[] {
  return channels.filter((channel) => {
    const { quietHours } = rulesOf(channel, routing);
    return isQuiet(quietHours, nowMs, routing.zone) && quietHours?.exceptFor.includes(severity) !== true;
  });
}

function isKind(kind: string): kind is ExceptionKind {
  return Object.hasOwn(EXCEPTION_KINDS, kind);
}
