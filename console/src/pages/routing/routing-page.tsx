import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { RoutingForm } from "./routing-form.tsx";

/** Who owns which exception, who is told, by when, and when nobody is disturbed. */
export function RoutingPage() {
  const { data, error, refetch } = useQuery(answerQuery("/routing"));
  return (
    <>
      <PageHeader
        title="Alerts and routing"
        manual={{ page: "exceptions" }}
        hint="Who owns which exception, who is told and by when, and when nobody is disturbed."
      />
      {data === undefined && error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <PagePending />
      ) : (
        <RoutingForm answer={data} />
      )}
    </>
  );
}
