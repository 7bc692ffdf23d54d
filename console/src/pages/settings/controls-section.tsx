import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/api.ts";
import type { Answer } from "../../api/client.ts";
import { answerQuery } from "../../api/queries.ts";
import { ErrorState } from "../../parts/error-state.tsx";
import { Folded } from "../../parts/folded.tsx";
import { showDone, showProblem } from "../../parts/notices.tsx";
import { Section } from "../../parts/section.tsx";
import { Time } from "../../parts/time.tsx";
import { StopEverything } from "./stop-everything.tsx";

type Control = Answer<"GET", "/controls">["items"][number];

/** What is paused, and the switch for everything. */
export function ControlsSection() {
  const { data, error, refetch } = useQuery(answerQuery("/controls"));
  const items = data?.items ?? [];
  const stopped = items.some(({ scope }) => scope === "everything");
  return (
    <Section title="Running" actions={data !== undefined && !stopped && <StopEverything />}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      <Stack gap="sm">
        <Text size="sm">
          {stopped
            ? "Everything is stopped. Resume it at the top of this page."
            : items.length === 0
              ? "Nothing is paused."
              : "The rest runs."}
        </Text>
        {items
          .filter(({ scope }) => scope !== "everything")
          .map((item) => (
            <Paused key={`${item.scope} ${item.name}`} item={item} />
          ))}
        {data !== undefined && data.moves.length > 0 && (
          <Folded label="Who paused and resumed what">
            {data.moves.map(({ at, by, what, scope, name, because }) => (
              <Text key={`${at} ${what} ${name}`} size="sm">
                <Time value={at} />
                {` · ${by}: ${what} ${scope} ${name}${because === "" ? "" : `, ${because}`}`}
              </Text>
            ))}
          </Folded>
        )}
      </Stack>
    </Section>
  );
}

function Paused({ item: { scope, name, by, because, until } }: { readonly item: Control }) {
  const client = useQueryClient();
  const resume = useMutation({
    mutationFn: () =>
      scope === "everything"
        ? api.post("/controls/resume-everything", { body: {} })
        : api.post("/controls/resume", { body: { scope, name } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["/controls"] });
      showDone(`${name} goes on.`);
    },
    onError: showProblem,
  });
  return (
    <Group justify="space-between" gap="xs">
      <div>
        <Text size="sm" fw={580}>{`Paused: ${scope} ${name}`}</Text>
        <Text size="sm" c="dimmed">
          {`${by}: ${because}`}
          {until !== null && (
            <>
              {" · until "}
              <Time value={until} />
            </>
          )}
        </Text>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        loading={resume.isPending}
        aria-label={`Resume ${scope} ${name}`}
        onClick={() => resume.mutate()}
      >
        Resume
      </Button>
    </Group>
  );
}
