import { Autocomplete, List, NativeSelect, SimpleGrid, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/api.ts";
import { ProblemText } from "../../parts/problem-text.tsx";
import { Section } from "../../parts/section.tsx";
import { routingInWords } from "../../words/routing-preview.ts";
import type { RoutingAnswer } from "./condition-fields.tsx";
import type { RoutingDraft } from "./routing-draft.ts";

const TYPING_MS = 300;

/** What the draft would do with an exception, worked out by the rules that the alerts follow. */
export function RoutingPreview({ answer, draft }: { readonly answer: RoutingAnswer; readonly draft: RoutingDraft }) {
  const [kind, setKind] = useState("picking-started");
  const [shop, setShop] = useState(answer.shops[0] ?? "");
  const [asked] = useDebouncedValue({ routing: draft, kind, shop }, TYPING_MS);
  const { data, error } = useQuery({
    queryKey: ["/routing/preview", asked],
    queryFn: () => api.post("/routing/preview", { body: asked }),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title="Try it">
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 1 }} spacing="sm">
          <NativeSelect
            label="An exception of the kind"
            value={kind}
            data={answer.kinds.map((each) => ({ value: each.kind, label: each.title }))}
            onChange={({ currentTarget }) => setKind(currentTarget.value)}
          />
          <Autocomplete label="For the shop" data={answer.shops} value={shop} onChange={setShop} />
        </SimpleGrid>
        <ProblemText error={error} />
        <div aria-live="polite">
          {data?.answer != null && (
            <List size="sm" spacing={4}>
              {routingInWords(data.answer).map((sentence) => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
          )}
          {data !== undefined && data.problems.length > 0 && (
            <Text size="sm" c="brick">
              {`It cannot be used yet: ${data.problems.map(({ path, message }) => `${path}, ${message}`).join("; ")}.`}
            </Text>
          )}
          {data !== undefined && data.missingChannels.length > 0 && (
            <Text size="sm" c="brick" mt="xs">
              {`There is no channel ${data.missingChannels.join(", ")}: until it is there, no alert is sent at all.`}
            </Text>
          )}
        </div>
      </Stack>
    </Section>
  );
}
