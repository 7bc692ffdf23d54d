import { Button, Group, Text } from "@mantine/core";
import type { recipeVersion } from "../../../../../runtime/api/contract/recipe-parts.ts";
import type { z } from "zod";
import { DataTable } from "../../../parts/data-table.tsx";
import { StatusBadge } from "../../../parts/status-badge.tsx";
import { Time } from "../../../parts/time.tsx";

type Version = z.output<typeof recipeVersion>;

interface VersionListProps {
  readonly versions: readonly Version[];
  readonly onCompare: (version: number) => void;
  /** null: not allowed. */
  readonly onRollBack: ((version: Version) => void) | null;
}

/** When which text came into force, by whom and why. */
export function VersionList({ versions, onCompare, onRollBack }: VersionListProps) {
  return (
    <DataTable
      label="Versions"
      rows={versions}
      rowKey={({ version }) => String(version)}
      columns={[
        {
          key: "version",
          title: "Version",
          width: "11rem",
          phone: "head",
          cell: ({ version, inForce }) => (
            <Group gap={6} wrap="nowrap">
              <span>Version {version}</span>
              {inForce && <StatusBadge label="Runs" tone="good" />}
            </Group>
          ),
        },
        { key: "when", title: "Published", width: "14rem", cell: ({ publishedAt }) => <Time value={publishedAt} /> },
        {
          key: "note",
          title: "Note",
          cell: ({ note, publishedBy, outside }) => (
            <>
              <Text size="sm">{note === "" ? "No note" : note}</Text>
              {!outside && (
                <Text size="xs" c="dimmed">
                  {publishedBy}
                </Text>
              )}
            </>
          ),
        },
        {
          key: "acts",
          title: "What to do",
          width: "13rem",
          cell: (version) => (
            <Group gap={6} wrap="nowrap">
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Compare version ${version.version}`}
                onClick={() => onCompare(version.version)}
              >
                Compare
              </Button>
              {onRollBack !== null && !version.inForce && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Roll back to version ${version.version}`}
                  onClick={() => onRollBack(version)}
                >
                  Roll back
                </Button>
              )}
            </Group>
          ),
        },
      ]}
    />
  );
}
