import type { ErrorComponentProps } from "@tanstack/react-router";
import { useRouter } from "@tanstack/react-router";
import { ErrorState } from "../parts/error-state.tsx";

/** A page that broke. The rest of the console goes on. */
export function PageProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = (): void => {
    reset();
    void router.invalidate();
  };
  return <ErrorState error={error} onRetry={again} title="This page could not be shown" />;
}
