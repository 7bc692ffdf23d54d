import { Group, Stack, Text } from "@mantine/core";
import type { ExceptionDetail } from "../../../../runtime/api/contract/exceptions.ts";
import { FactList } from "../../parts/fact-list.tsx";
import { OutsideLinks } from "../../parts/outside-links.tsx";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { Time } from "../../parts/time.tsx";
import { outcomeInWords } from "../../words/run-states.ts";

/** Where else to look: the Sales Order, the runs, Shopify. */
export function ExceptionPlaces({ exception }: { readonly exception: ExceptionDetail }) {
  const { salesOrderNumber, shop, firstSeenAt, lastSeenAt, timesSeen, timesReopened, runs, links } = exception;
  return (
    <Section title="Where to look">
      <FactList
        facts={[
          { label: "Sales Order", value: salesOrderNumber ?? "none" },
          { label: "Shop", value: shop },
          { label: "First seen", value: <Time value={firstSeenAt} /> },
          {
            label: "Last seen",
            value: (
              <>
                <Time value={lastSeenAt} />
                {timesSeen > 1 && `, ${timesSeen} times in all`}
                {timesReopened > 0 && `, opened again ${timesReopened === 1 ? "once" : `${timesReopened} times`}`}
              </>
            ),
          },
          {
            label: "Runs",
            value:
              runs.length === 0 ? (
                <Text c="dimmed" size="sm">
                  None in the history
                </Text>
              ) : (
                <Stack gap={2}>
                  {runs.slice(0, RUNS_SHOWN).map(({ id, state, queuedAt }) => (
                    <Group key={id} gap="xs">
                      <TextLink to="/runs/$runId" params={{ runId: String(id) }}>
                        Run {id}
                      </TextLink>
                      <Text span size="sm" c="dimmed">
                        {outcomeInWords(state)}, <Time value={queuedAt} relative />
                      </Text>
                    </Group>
                  ))}
                </Stack>
              ),
          },
        ]}
      />
      <OutsideLinks links={links} />
    </Section>
  );
}

const RUNS_SHOWN = 5;
