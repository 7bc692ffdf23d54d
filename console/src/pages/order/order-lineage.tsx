import { Text } from "@mantine/core";
import type { OrderDetail } from "../../../../runtime/api/contract/orders.ts";
import { Because } from "../../parts/because.tsx";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { Timeline } from "../../parts/timeline.tsx";
import type { StateWords } from "../../words/tones.ts";

type Member = OrderDetail["lineage"][number];

const PARTS = {
  root: { label: "The first one", tone: "quiet" },
  replaced: { label: "Replaced", tone: "quiet" },
  live: { label: "The live one", tone: "good" },
} as const satisfies Record<Member["part"], StateWords>;

interface OrderLineageProps {
  readonly lineage: readonly Member[];
  /** Key of the order that is looked at. */
  readonly shown: string;
}

/** Where an order was recreated: which of them is live. */
export function OrderLineage({ lineage, shown }: OrderLineageProps) {
  if (lineage.length < 2) return null;
  const because = lineage.find((member) => member.because !== "")?.because;
  return (
    <Section title="Recreated orders">
      <Timeline
        label="Recreated orders"
        items={lineage.map(({ name, key, salesOrderNumbers, part }) => ({
          key: `${key} ${name}`,
          tone: PARTS[part].tone,
          title:
            key === shown ? (
              <Text fw={640}>{name}</Text>
            ) : (
              <TextLink to="/orders/$orderKey" params={{ orderKey: key }} fw={580}>
                {name}
              </TextLink>
            ),
          aside: <StatusBadge {...PARTS[part]} />,
          children: salesOrderNumbers.length > 0 && (
            <Text size="sm" c="dimmed">
              Sales Order {salesOrderNumbers.join(", ")}
            </Text>
          ),
        }))}
      />
      {because !== undefined && <Because>{because}</Because>}
    </Section>
  );
}
