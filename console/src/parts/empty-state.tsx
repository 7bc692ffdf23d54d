import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly title: string;
  /** What it means, and what to do to see something here. */
  readonly hint: ReactNode;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing to show, and why. */
export function EmptyState({ title, hint, icon, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py={56} px="md" ta="center">
      {icon}
      <Title order={2}>{title}</Title>
      <Text c="dimmed" maw={460}>
        {hint}
      </Text>
      {action}
    </Stack>
  );
}
