import { ActionIcon, Group, Skeleton, Text, Title } from "@mantine/core";
import { Cross2Icon } from "@radix-ui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../../api/queries.ts";
import { SideBadge } from "../chain/side-badge.tsx";
import { useEditor } from "../document/editor.tsx";
import { keyOf } from "../document/recipe-shape.ts";
import { plainText } from "../form/prop-kinds.ts";

/** What a trigger or step is, by its component. */
export function ComponentHead({ uses, kind }: { readonly uses: string; readonly kind: string }) {
  const { select } = useEditor();
  const isCode = uses === "code";
  const { data, error } = useQuery({
    ...answerQuery("/components/:key", { params: { key: keyOf(uses) } }),
    enabled: !isCode && uses !== "",
  });
  return (
    <header>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm" c="dimmed">
            {kind}
          </Text>
          <Title order={2}>{isCode ? "Code of your own" : (data?.name ?? keyOf(uses))}</Title>
        </div>
        <ActionIcon variant="subtle" color="gray" aria-label="Close what is selected" onClick={() => select(null)}>
          <Cross2Icon aria-hidden />
        </ActionIcon>
      </Group>
      {isCode ? (
        <Text size="sm" c="dimmed" mt={4}>
          It runs in a process of its own, with only what it is given.
        </Text>
      ) : error !== null ? (
        <Text size="sm" c="brick" role="alert" mt={4}>
          {error.message}
        </Text>
      ) : data === undefined ? (
        <Skeleton h={40} mt="xs" />
      ) : (
        <>
          <Text size="sm" c="dimmed" mt={4}>
            {plainText(data.description)}
          </Text>
          <Group gap="xs" mt={6}>
            <SideBadge component={data} />
            <Text size="xs" c="dimmed">
              {data.key} {data.version}
              {data.from === "lastedit" ? "" : `, from ${data.from}`}
            </Text>
          </Group>
        </>
      )}
    </header>
  );
}
