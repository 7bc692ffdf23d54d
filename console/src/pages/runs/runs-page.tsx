import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerQuery, pagesQuery } from "../../api/queries.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { FilterBar } from "../../parts/filter-bar.tsx";
import type { Filter } from "../../parts/filter-bar.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { PagedTable } from "../../parts/paged-table.tsx";
import { COUNTED_RUNS } from "../../words/run-groups.ts";
import { outcomeInWords, RUN_STATUS } from "../../words/run-states.ts";
import { runsRoute } from "./route.ts";
import { ReplayBar } from "./replay-bar.tsx";
import { RUN_COLUMNS } from "./run-columns.tsx";
import { runQueryOf } from "./run-query.ts";
import type { RunFilter } from "./run-query.ts";

const NONE: ReadonlySet<string> = new Set();

/** Every run, newest first. */
export function RunsPage() {
  const search = runsRoute.useSearch();
  const navigate = runsRoute.useNavigate();
  const { status, became, ...others } = search;
  const list = useInfiniteQuery(pagesQuery("/runs", runQueryOf(search)));
  const choices = useQuery(answerQuery("/runs/choices"));
  const filtered = Object.keys(search).length > 0;
  const [selected, setSelected] = useState(NONE);
  return (
    <>
      <PageHeader
        title="Runs"
        hint="What LastEdit did, order by order."
        actions={
          filtered &&
          became === undefined && (
            <Button
              variant="default"
              onClick={() =>
                void navigate({
                  to: "/replays/new",
                  search: { ...others, ...(status === undefined ? {} : { status }) },
                })
              }
            >
              Replay all that fit
            </Button>
          )
        }
      />
      <FilterBar
        filters={filterFields(choices.data?.recipes ?? [], choices.data?.outcomes ?? [])}
        values={search}
        onChange={(values) => {
          setSelected(NONE);
          void navigate({ search: values, replace: true });
        }}
      />
      <ReplayBar chosen={selected} onClear={() => setSelected(NONE)} />
      <PagedTable
        list={list}
        label="Runs"
        noun={["run", "runs"]}
        columns={RUN_COLUMNS}
        rowKey={({ id }) => String(id)}
        rowName={({ id, order }) => `${order.name ?? "run"}, run ${id}`}
        selection={{ keys: selected, onChange: setSelected }}
        filterKey={JSON.stringify(search)}
        empty={
          filtered ? (
            <EmptyState title="No run fits" hint="Take a filter away, or widen the time." />
          ) : (
            <EmptyState
              title="Nothing has run yet"
              hint="A run begins when Shopify tells of an order that has changed. Change an order in the shop to see one."
            />
          )
        }
      />
    </>
  );
}

function filterFields(recipes: readonly string[], outcomes: readonly string[]): readonly Filter<RunFilter>[] {
  return [
    { name: "order", label: "Order", kind: "text", placeholder: "#1004" },
    { name: "recipe", label: "Recipe", kind: "choice", options: recipes.map((value) => ({ value, label: value })) },
    { name: "status", label: "State", kind: "choice", options: STATUSES },
    {
      name: "outcome",
      label: "Outcome",
      kind: "choice",
      options: outcomes.map((value) => ({ value, label: outcomeInWords(value) })),
    },
    { name: "became", label: "What became of it", kind: "choice", options: COUNTED_RUNS, seldom: true },
    { name: "text", label: "Text", kind: "text", placeholder: "summary or error" },
    { name: "from", label: "From", kind: "moment", seldom: true },
    { name: "to", label: "To", kind: "moment", seldom: true },
  ];
}

const STATUSES = Object.entries(RUN_STATUS).map(([value, { label }]) => ({ value, label }));
