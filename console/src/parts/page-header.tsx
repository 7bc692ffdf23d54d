import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useSession } from "../api/session.ts";
import { TextLink } from "./text-link.tsx";

interface PageHeaderProps {
  readonly title: string;
  readonly hint?: ReactNode;
  /** Beside the title, such as a state. */
  readonly beside?: ReactNode;
  /** What can be done on this page. */
  readonly actions?: ReactNode;
  /** The manual's page, and its section, that tells how this one is worked with. */
  readonly manual?: { readonly page: string; readonly section?: string };
  /** Above the title: where this page belongs to. */
  readonly trail?: ReactNode;
}

/** The head of a page. Its title is the browser's as well. */
export function PageHeader({ title, hint, beside, actions, trail, manual }: PageHeaderProps) {
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
          {manual !== undefined && (
            <TextLink
              to="/manual/$page"
              params={{ page: manual.page }}
              size="sm"
              {...(manual.section === undefined ? {} : { hash: manual.section })}
            >
              {`${title} in the manual`}
            </TextLink>
          )}
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
    </header>
  );
}
