import { Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { Fragment } from "react";
import type { Answer } from "../../api/client.ts";
import { api } from "../../api/api.ts";
import { useMay } from "../../api/session.ts";
import { FactList } from "../../parts/fact-list.tsx";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { Time } from "../../parts/time.tsx";
import { CheckList } from "./check-list.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { PauseConnection } from "./pause-connection.tsx";
import { RemoveConnection } from "./remove-connection.tsx";

export type ConnectionsAnswer = Answer<"GET", "/connections">;
export type ConnectionItem = ConnectionsAnswer["items"][number];

interface ConnectionCardProps {
  readonly item: ConnectionItem;
  readonly types: ConnectionsAnswer["types"];
}

/** One connection: what it is, who uses it, whether it works. */
export function ConnectionCard({ item, types }: ConnectionCardProps) {
  const { name, type, fields, usedBy, fromFile, paused, changedAt } = item;
  const may = useMay("admin");
  const [editing, { open, close }] = useDisclosure(false);
  const check = useMutation({ mutationFn: () => api.post("/connections/check", { body: { name } }) });
  const label = types.find((each) => each.type === type)?.label ?? type;
  return (
    <Section
      title={name}
      actions={
        <Group gap="xs">
          {paused !== null && <StatusBadge label="Paused" tone="look" />}
          {may && (
            <Button size="compact-sm" variant="default" loading={check.isPending} onClick={() => check.mutate()}>
              Check now
            </Button>
          )}
          <PauseConnection item={item} />
          {may && !fromFile && (
            <>
              <Button size="compact-sm" variant="default" onClick={open}>
                Change
              </Button>
              <RemoveConnection item={item} />
            </>
          )}
        </Group>
      }
    >
      <Stack gap="sm">
        {paused !== null && (
          <Text size="sm">
            {`Paused by ${paused.by}: ${paused.because}`}
            {paused.until !== null && (
              <>
                {" · until "}
                <Time value={paused.until} />
              </>
            )}
          </Text>
        )}
        <FactList
          facts={[
            { label: "Kind", value: label },
            ...fields
              .filter(({ isSet, optional }) => isSet || !optional)
              .map((field) => ({
                label: field.label,
                value: field.secret
                  ? field.isSet
                    ? "Set, not shown"
                    : "Not set"
                  : field.isSet
                    ? String(field.value)
                    : "Not set",
              })),
            { label: "Used by", value: <UsedBy recipes={usedBy} /> },
            ...(changedAt === null ? [] : [{ label: "Changed", value: <Time value={changedAt} /> }]),
            ...(fromFile ? [{ label: "Kept in", value: "The configuration file; change it there" }] : []),
          ]}
        />
        {type === "peoplevox" && (
          <TextLink to="/connections/$name" params={{ name }} size="sm" style={{ alignSelf: "start" }}>
            Tenant profile and mappings
          </TextLink>
        )}
        <CheckList answer={check.data} error={check.error} />
      </Stack>
      {editing && <ConnectionForm types={types} item={item} onClose={close} />}
    </Section>
  );
}

function UsedBy({ recipes }: { readonly recipes: readonly string[] }) {
  if (recipes.length === 0) return "No recipe";
  return recipes.map((name, index) => (
    <Fragment key={name}>
      {index > 0 && ", "}
      <TextLink underline="always" to="/recipes/$name" params={{ name }}>
        {name}
      </TextLink>
    </Fragment>
  ));
}
