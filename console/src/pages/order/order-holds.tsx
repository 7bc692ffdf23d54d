import { Group, Stack, Text } from "@mantine/core";
import type { OrderDetail } from "../../../../runtime/api/contract/orders.ts";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Time } from "../../parts/time.tsx";

/** What keeps a Sales Order from being picked or sent, and whose it is. */
export function OrderHolds({ holds }: { readonly holds: OrderDetail["holds"] }) {
  if (holds.length === 0) return null;
  return (
    <Section title="Holds">
      <Stack gap="md">
        {holds.map(({ salesOrderNumber, flags, placedAt, because, ours }) => (
          <div key={`${salesOrderNumber} ${ours}`}>
            <Group gap="xs">
              <Text fw={580}>Sales Order {salesOrderNumber}</Text>
              <StatusBadge label={ours ? "By LastEdit" : "Not ours"} tone={ours ? "busy" : "look"} />
            </Group>
            <Text size="sm">
              {flags.join(" and ")}. {because}
            </Text>
            {placedAt !== null && (
              <Text size="xs" c="dimmed">
                <Time value={placedAt} />
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </Section>
  );
}
