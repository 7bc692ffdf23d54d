import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { CompareButton } from "./compare-button.tsx";
import { OrderAbout } from "./order-about.tsx";
import { OrderComparison } from "./order-comparison.tsx";
import { OrderExceptions } from "./order-exceptions.tsx";
import { OrderHolds } from "./order-holds.tsx";
import { OrderLineage } from "./order-lineage.tsx";
import { OrderRuns } from "./order-runs.tsx";
import { OrderTimelines } from "./order-timelines.tsx";
import { OrderValues } from "./order-values.tsx";
import { orderRoute } from "./route.ts";
import { useComparison } from "./use-comparison.ts";
import classes from "./order-page.module.css";

/** One order's life on one screen. */
export function OrderPage() {
  const { orderKey } = orderRoute.useParams();
  const { data: order, error, refetch } = useQuery(answerQuery("/orders/:key", { params: { key: orderKey } }));
  const compare = useComparison(orderKey);
  if (order === undefined && error === null) return <PagePending />;
  if (order === undefined) {
    return (
      <>
        <PageHeader title={`Order ${orderKey}`} />
        <ErrorState error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  const comparison = compare.data ?? order.comparison;
  const open = order.exceptions.filter(({ status }) => status === "open").length;
  return (
    <>
      <PageHeader
        trail={
          <TextLink to="/orders" size="sm">
            All orders
          </TextLink>
        }
        title={order.name}
        hint={order.shop}
        beside={
          open > 0 && <StatusBadge label={`${open} open ${open === 1 ? "exception" : "exceptions"}`} tone="look" />
        }
        actions={
          <CompareButton whyNot={order.whyNoCompare} busy={compare.isPending} onPress={() => compare.mutate()} />
        }
      />
      <div className={classes.columns}>
        <Stack>
          <OrderComparison comparison={comparison} canCompare={order.whyNoCompare === null} runs={order.runs} />
          <OrderTimelines order={order} />
          <OrderRuns runs={order.runs} />
        </Stack>
        <Stack>
          <OrderExceptions exceptions={order.exceptions} />
          <OrderHolds holds={order.holds} />
          <OrderLineage lineage={order.lineage} shown={order.key} />
          <OrderValues comparison={comparison} />
          <OrderAbout order={order} />
        </Stack>
      </div>
    </>
  );
}
