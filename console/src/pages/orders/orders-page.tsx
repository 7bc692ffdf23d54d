import { useInfiniteQuery } from "@tanstack/react-query";
import { pagesQuery } from "../../api/queries.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { PagedTable } from "../../parts/paged-table.tsx";
import { ORDER_COLUMNS } from "./order-columns.tsx";
import { ordersRoute } from "./route.ts";

/** Every order that LastEdit has worked on, the latest first. */
export function OrdersPage() {
  const search = ordersRoute.useSearch();
  const navigate = ordersRoute.useNavigate();
  const list = useInfiniteQuery(pagesQuery("/orders", search));
  return (
    <>
      <PageHeader title="Orders" hint="One order’s life in both systems." />
      <FilterBar
        filters={[{ name: "text", label: "Order", kind: "text", placeholder: "#1004, its beginning, or an id" }]}
        values={search}
        onChange={(values) => void navigate({ search: values, replace: true })}
      />
      <PagedTable
        list={list}
        label="Orders"
        noun={["order", "orders"]}
        columns={ORDER_COLUMNS}
        rowKey={({ key }) => key}
        rowName={({ name }) => name}
        filterKey={JSON.stringify(search)}
        empty={
          search.text === undefined ? (
            <EmptyState
              title="No order yet"
              hint="An order is here once LastEdit has worked on it: when it was changed in Shopify, or differed in Peoplevox."
            />
          ) : (
            <EmptyState
              title={`No order begins with “${search.text}”`}
              hint="LastEdit knows the orders it has worked on. One that nobody has changed is not among them."
            />
          )
        }
      />
    </>
  );
}
