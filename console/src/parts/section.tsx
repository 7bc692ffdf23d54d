import { Group, Paper, Title } from "@mantine/core";
import { useId } from "react";
import type { ReactNode } from "react";

interface SectionProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Without space at the edges, for a table. */
  readonly flush?: boolean;
}

/** One part of a page, on a surface of its own. */
export function Section({ title, actions, children, flush = false }: SectionProps) {
  const id = useId();
  return (
    <Paper
      component="section"
      aria-labelledby={id}
      p={flush ? 0 : { base: "md", sm: "lg" }}
      style={{ overflow: "hidden" }}
    >
      <Group
        justify="space-between"
        mb={flush ? 0 : "sm"}
        px={flush ? { base: "md", sm: "lg" } : 0}
        pt={flush ? "md" : 0}
        pb={flush ? "xs" : 0}
      >
        <Title order={2} id={id}>
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Paper>
  );
}
