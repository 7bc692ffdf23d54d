import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "../parts/empty-state.tsx";

export function NotFoundPage() {
  return (
    <EmptyState
      title="There is no such page"
      hint="The address may be from an older version, or mistyped."
      action={
        <Button component={Link} to="/">
          To the first page
        </Button>
      }
    />
  );
}
