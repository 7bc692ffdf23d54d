import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { connectionRoute } from "./route.ts";

/** How one Peoplevox tenant works: its mappings and its ways. */
export function ConnectionPage() {
  const { name } = connectionRoute.useParams();
  const { data, error, refetch } = useQuery(answerQuery("/connections/:name/profile", { params: { name } }));
  return (
    <>
      <PageHeader
        trail={
          <TextLink to="/connections" size="sm">
            All connections
          </TextLink>
        }
        title={`Tenant profile of ${name}`}
        hint="How this Peoplevox tenant names and does things. What you leave empty keeps its default."
      />
      {data === undefined && error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <PagePending />
      ) : (
        <ProfileForm key={name} name={name} answer={data} />
      )}
    </>
  );
}
