import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";

export const AUDIT_FILTERS = ["by", "what", "subject", "from", "to"] as const;

const searchOf = filtersOf(...AUDIT_FILTERS);

/** `/audit?by=Anna`: who changed what and when. */
export const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/audit",
  validateSearch: searchOf,
  loader: ({ location }) => ahead.pages("/audit", searchOf(location.search)),
  component: lazyRouteComponent(() => import("./audit-page.tsx"), "AuditPage"),
});
