import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";

export const AUDIT_FILTERS = ["by", "what", "subject", "from", "to"] as const;

/** `/audit?by=Anna`: who changed what and when. */
export const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/audit",
  validateSearch: filtersOf(...AUDIT_FILTERS),
  component: lazyRouteComponent(() => import("./audit-page.tsx"), "AuditPage"),
});
