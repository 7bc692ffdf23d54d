import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ExceptionItem } from "../../../../runtime/api/contract/exceptions.ts";
import { answerQuery } from "../../api/queries.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { LinesSideBySide } from "../../parts/lines-side-by-side.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { Section } from "../../parts/section.tsx";
import type { ActWords } from "../../words/exception-acts.ts";
import { ExceptionHead } from "./exception-head.tsx";
import { ExceptionHistory } from "./exception-history.tsx";
import { ExceptionPlaces } from "./exception-places.tsx";
import { WhatToDo } from "./what-to-do.tsx";

interface ExceptionViewProps {
  readonly id: string;
  readonly onAct: (act: ActWords, on: readonly ExceptionItem[]) => void;
  /** Whether it is a page by itself, and not beside the queue. */
  readonly isPage?: boolean;
}

/** One exception with all that a person needs to act. */
export function ExceptionView({ id, onAct, isPage = false }: ExceptionViewProps) {
  const { data: exception, error, refetch } = useQuery(answerQuery("/exceptions/:id", { params: { id } }));
  if (exception === undefined && error === null) return <PagePending />;
  if (exception === undefined) {
    return (
      <>
        {isPage && <PageHeader title="Exception" />}
        <ErrorState error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  return (
    <Stack>
      <ExceptionHead exception={exception} isPage={isPage} onAct={(words) => onAct(words, [exception])} />
      <WhatToDo exception={exception} />
      {exception.lines.length > 0 && (
        <Section title="Both versions">
          <LinesSideBySide lines={exception.lines} />
        </Section>
      )}
      <ExceptionPlaces exception={exception} />
      <ExceptionHistory exception={exception} />
    </Stack>
  );
}
