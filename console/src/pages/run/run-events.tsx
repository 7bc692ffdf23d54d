import { Text } from "@mantine/core";
import type { RunDetail } from "../../../../runtime/api/contract/runs.ts";
import { Folded } from "../../parts/folded.tsx";
import { JsonTree } from "../../parts/json-tree.tsx";
import { Section } from "../../parts/section.tsx";
import { Time } from "../../parts/time.tsx";
import { Timeline } from "../../parts/timeline.tsx";

/** What started the run. Events that came while it waited were taken together. */
export function RunEvents({ run: { heard } }: { readonly run: RunDetail }) {
  return (
    <Section title={heard.length > 1 ? `${heard.length} events, taken together` : "What started it"}>
      <Timeline
        label="Events"
        items={heard.map(({ at, summary, payload }, index) => ({
          key: index,
          tone: "quiet",
          title: summary,
          children: (
            <>
              <Text size="xs" c="dimmed">
                <Time value={at} />
              </Text>
              <Folded label="Event">
                <JsonTree value={payload} of="event" />
              </Folded>
            </>
          ),
        }))}
      />
    </Section>
  );
}
