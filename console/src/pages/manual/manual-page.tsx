import { Paper, TextInput } from "@mantine/core";
import { MagnifyingGlassIcon } from "@radix-ui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { answerQuery } from "../../api/queries.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { ManualContents } from "./manual-contents.tsx";
import { ManualFindings } from "./manual-findings.tsx";
import { FIRST_PAGE, manualPageRoute, manualRoute } from "./route.ts";
import classes from "./manual-page.module.css";

/** What makes Markdown into a page weighs much, and comes after the page. */
const ManualText = lazy(() => import("./manual-text.tsx"));

/** The manual from its beginning. */
export function ManualStart() {
  return <Manual page={FIRST_PAGE} find={manualRoute.useSearch().find ?? ""} />;
}

/** One page of the manual. */
export function ManualPage() {
  return <Manual page={manualPageRoute.useParams().page} find={manualPageRoute.useSearch().find ?? ""} />;
}

function Manual({ page, find }: { readonly page: string; readonly find: string }) {
  const navigate = useNavigate();
  const contents = useQuery(answerQuery("/manual"));
  const text = useQuery(answerQuery("/manual/:page", { params: { page } }));
  const error = contents.error ?? text.error;
  if (error !== null && (contents.data === undefined || text.data === undefined)) {
    return (
      <>
        <PageHeader title="Manual" />
        <ErrorState error={error} onRetry={() => void Promise.all([contents.refetch(), text.refetch()])} />
      </>
    );
  }
  if (contents.data === undefined || text.data === undefined) return <PagePending />;
  const pages = contents.data.items;
  const names = pages.map((each) => each.page);
  return (
    <>
      <PageHeader title={text.data.title} hint="How LastEdit is worked with, and what it does when." />
      <div className={classes.columns}>
        <aside className={classes.contents}>
          <TextInput
            type="search"
            aria-label="Search the manual"
            placeholder="Search the manual"
            leftSection={<MagnifyingGlassIcon aria-hidden />}
            mb="sm"
            value={find}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ to: ".", search: value === "" ? {} : { find: value }, replace: true })
            }
          />
          <ManualContents pages={pages} current={page} />
        </aside>
        <Paper p={{ base: "md", sm: "xl" }}>
          {find.trim() === "" ? (
            <Suspense fallback={<PagePending />}>
              <ManualText markdown={text.data.markdown} pages={names} />
            </Suspense>
          ) : (
            <ManualFindings text={find} pages={names} />
          )}
        </Paper>
      </div>
    </>
  );
}
