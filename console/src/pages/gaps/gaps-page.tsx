import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { RecipeIsOff } from "../../parts/recipe-is-off.tsx";
import { Time } from "../../parts/time.tsx";
import { CatalogueAudit } from "./catalogue-audit.tsx";
import { GapHistory } from "./gap-history.tsx";
import { LatestLooks } from "./latest-looks.tsx";
import { OpenGaps } from "./open-gaps.tsx";

/** Where shop and warehouse differ now, what the sweep did, and what the catalogue audit found. */
export function GapsPage() {
  const { data, error, refetch } = useQuery(answerQuery("/gaps/latest"));
  if (data === undefined && error === null) return <PagePending />;
  if (data === undefined) {
    return (
      <>
        <PageHeader title="Gaps and audits" />
        <ErrorState error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title="Gaps and audits"
        manual={{ page: "sync-gaps" }}
        hint={
          data.checkedAt === null ? (
            "The sweep has not looked at an order yet."
          ) : (
            <>
              The sweep last looked at <Time value={data.checkedAt} />.
            </>
          )
        }
      />
      <Stack>
        {data.notWatching.map(({ recipe, because }) => (
          <RecipeIsOff key={recipe} recipe={recipe} title={`${recipe} does not run here`} because={because} />
        ))}
        <OpenGaps gaps={data.gaps} looked={data.checkedAt !== null} />
        <GapHistory />
        <LatestLooks looks={data.runs} />
        <CatalogueAudit />
      </Stack>
    </>
  );
}
