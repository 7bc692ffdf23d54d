import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ExceptionItem } from "../../../../runtime/api/contract/exceptions.ts";
import { pagesQuery } from "../../api/queries.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { PagedTable } from "../../parts/paged-table.tsx";
import { ActDialog } from "../exception/act-dialog.tsx";
import { ActResults } from "../exception/act-results.tsx";
import { ExceptionView } from "../exception/exception-view.tsx";
import { useActs } from "../exception/use-acts.ts";
import { useWide } from "../exception/use-wide.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { exceptionColumns } from "./exception-columns.tsx";
import { exceptionFilters } from "./exception-filters.ts";
import { queryOf } from "./exception-query.ts";
import { NothingChosen } from "./nothing-chosen.tsx";
import { OwnerTabs } from "./owner-tabs.tsx";
import { exceptionsRoute } from "./route.ts";
import { useActKeys } from "./use-act-keys.ts";
import classes from "./exceptions-page.module.css";

const NONE: ReadonlySet<string> = new Set();

/** What waits for a person, the most pressing first; beside it, on a wide screen, the one that is looked at. */
export function ExceptionsPage() {
  const { show, ...search } = exceptionsRoute.useSearch();
  const { owner, ...others } = search;
  const navigate = exceptionsRoute.useNavigate();
  const wide = useWide();
  const [selected, setSelected] = useState(NONE);
  const acts = useActs(() => setSelected(NONE));
  const list = useInfiniteQuery(pagesQuery("/exceptions", queryOf(search)));
  const rows = list.data?.pages.flatMap(({ items }): readonly ExceptionItem[] => items) ?? [];
  const first = list.data?.pages[0];
  const chosen = rows.filter(({ id }) => selected.has(id));
  useActKeys({ rows, selected: chosen, shown: show, onAct: acts.begin });
  return (
    <>
      <PageHeader
        title="Exceptions"
        manual={{ page: "exceptions" }}
        hint="What LastEdit leaves to a person, the most pressing first."
      />
      <OwnerTabs owner={owner} openByOwner={first?.openByOwner} />
      <FilterBar
        filters={exceptionFilters(first?.kinds ?? [], first?.people ?? [])}
        values={others}
        onChange={(values) => {
          setSelected(NONE);
          void navigate({ search: owner === undefined ? values : { ...values, owner }, replace: true });
        }}
      />
      <BulkBar chosen={chosen} onAct={acts.begin} onClear={() => setSelected(NONE)} />
      <div className={classes.columns}>
        <PagedTable
          list={list}
          label="Exceptions"
          noun={["exception", "exceptions"]}
          columns={exceptionColumns(wide, search)}
          rowKey={({ id }) => id}
          rowName={({ orderName, title }) => `${orderName}: ${title}`}
          filterKey={JSON.stringify(search)}
          selection={{ keys: selected, onChange: setSelected }}
          empty={
            Object.keys(search).length === 0 ? (
              <EmptyState
                title="Nothing waits for a person"
                hint="When LastEdit cannot settle a change by itself, it is raised here with what to do about it."
              />
            ) : (
              <EmptyState title="No exception fits" hint="Take a filter away, or look at another owner’s." />
            )
          }
        />
        {wide && (
          <aside className={classes.beside} aria-label="The exception that is shown">
            {show === undefined ? <NothingChosen /> : <ExceptionView key={show} id={show} onAct={acts.begin} />}
          </aside>
        )}
      </div>
      <ActDialog {...acts} />
      <ActResults {...acts} />
    </>
  );
}
