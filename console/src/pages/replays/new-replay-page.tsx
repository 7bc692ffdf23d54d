import { Stack } from "@mantine/core";
import { useState } from "react";
import { PagePending } from "../../app/page-pending.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { choiceOf } from "./choice-of.ts";
import { PreviewTable } from "./preview-table.tsx";
import { newReplayRoute } from "./route.ts";
import { StartReplay } from "./start-replay.tsx";
import { usePreview } from "./use-preview.ts";

/** This many orders are looked at by themselves, and at most. */
const LOOK_AT = { first: 10, most: 50 };

/** What a bulk replay would do, order by order, before anything runs. */
export function NewReplayPage() {
  const choose = choiceOf(newReplayRoute.useSearch());
  const [version, setVersion] = useState<"original" | "latest">("latest");
  const [looks, setLooks] = useState(LOOK_AT.first);
  const preview = usePreview(choose, version, looks);
  const { data, error, refetch } = preview.list;
  return (
    <>
      <PageHeader
        trail={
          <TextLink to="/runs" size="sm">
            All runs
          </TextLink>
        }
        title="Replay runs"
        hint="Nothing has run yet. This is what each run would do with the order as it stands now."
      />
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <PagePending />
      ) : data.total === 0 ? (
        <EmptyState title="No run fits" hint="Go back to the runs and choose others." />
      ) : (
        <Stack>
          <StartReplay preview={{ ...data, items: preview.items }} version={version} onVersion={setVersion} />
          <PreviewTable
            {...preview}
            {...(looks < LOOK_AT.most && data.total > looks ? { onMore: () => setLooks(LOOK_AT.most) } : {})}
          />
        </Stack>
      )}
    </>
  );
}
