import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { ControlsSection } from "./controls-section.tsx";
import { InstallationForm } from "./installation-form.tsx";
import { PasswordSection } from "./password-section.tsx";

/** What holds for the whole installation, and one’s own password. */
export function SettingsPage() {
  const { data, error, refetch } = useQuery(answerQuery("/settings"));
  const controls = useQuery(answerQuery("/controls"));
  // One after the other would push the rest of the page down.
  if (controls.isPending || (data === undefined && error === null)) return <PagePending />;
  return (
    <>
      <PageHeader title="Settings" hint="What holds for the whole installation." />
      <Stack>
        <ControlsSection />
        {data === undefined ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <InstallationForm settings={data} />
        )}
        <PasswordSection />
      </Stack>
    </>
  );
}
