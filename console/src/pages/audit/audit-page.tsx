import { useInfiniteQuery } from "@tanstack/react-query";
import { pagesQuery } from "../../api/queries.ts";
import { DownloadLink } from "../../parts/download-link.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { FilterBar } from "../../parts/filter-bar.tsx";
import type { Filter } from "../../parts/filter-bar.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { PagedTable } from "../../parts/paged-table.tsx";
import { AUDIT_COLUMNS } from "./audit-columns.tsx";
import { auditRoute } from "./route.ts";
import type { AUDIT_FILTERS } from "./route.ts";

const FILTERS: readonly Filter<(typeof AUDIT_FILTERS)[number]>[] = [
  { name: "by", label: "Who", kind: "text", placeholder: "a name" },
  {
    name: "what",
    label: "About",
    kind: "choice",
    options: [
      { value: "auth", label: "Signing in and passwords" },
      { value: "recipes", label: "Recipes" },
      { value: "replay", label: "Retries and replays" },
      { value: "runs", label: "Runs" },
      { value: "exceptions", label: "Exceptions" },
      { value: "connections", label: "Connections, routing, pauses" },
      { value: "people", label: "Users" },
      { value: "settings", label: "Settings" },
    ],
  },
  { name: "subject", label: "What it was done to", kind: "text", placeholder: "a recipe, a user, an order" },
  { name: "from", label: "From", kind: "moment", seldom: true },
  { name: "to", label: "To", kind: "moment", seldom: true },
];

/** Who changed what and when. */
export function AuditPage() {
  const search = auditRoute.useSearch();
  const navigate = auditRoute.useNavigate();
  const list = useInfiniteQuery(pagesQuery("/audit", search));
  return (
    <>
      <PageHeader
        title="Audit log"
        manual={{ page: "console-access", section: "the-audit-log" }}
        hint="Who changed what and when, newest first. Nothing can be taken out of it."
        actions={<DownloadLink path="/audit.csv">Download all as CSV</DownloadLink>}
      />
      <FilterBar
        filters={FILTERS}
        values={search}
        onChange={(values) => void navigate({ search: values, replace: true })}
      />
      <PagedTable
        list={list}
        label="Audit log"
        noun={["entry", "entries"]}
        columns={AUDIT_COLUMNS}
        rowKey={({ id }) => String(id)}
        filterKey={JSON.stringify(search)}
        empty={<EmptyState title="No entry fits" hint="Take a filter away, or widen the time." />}
      />
    </>
  );
}
