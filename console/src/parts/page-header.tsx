import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useSession } from "../api/session.ts";

interface PageHeaderProps {
  readonly title: string;
  readonly hint?: ReactNode;
  /** Beside the title, such as a state. */
  readonly beside?: ReactNode;
  /** What can be done on this page. */
  readonly actions?: ReactNode;
  /** Above the title: where this page belongs to. */
  readonly trail?: ReactNode;
}

/** The head of a page. Its title is the browser's as well. */
export function PageHeader({ title, hint, beside, actions, trail }: PageHeaderProps) {
  const { installation } = useSession();
  return (
    <header>
      <title>{`${title} · ${installation.name}`}</title>
      {trail}
      <Group justify="space-between" align="flex-start" gap="sm" mb="lg">
        <div style={{ minWidth: 0, flex: "1 1 20rem" }}>
          <Group gap="sm">
            <Title order={1}>{title}</Title>
            {beside}
          </Group>
          {hint !== undefined && (
            <Text c="dimmed" mt={4}>
              {hint}
            </Text>
          )}
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
    </header>
  );
}
