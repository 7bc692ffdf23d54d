import { Group, Stack, Text } from "@mantine/core";
import type { Comparison } from "../../../../runtime/api/contract/orders.ts";
import { StatusBadge } from "../../parts/status-badge.tsx";
import type { StateWords } from "../../words/tones.ts";

type SalesOrder = Comparison["salesOrders"][number];

const PARTS = {
  current: { label: "To be sent", tone: "good" },
  rival: { label: "Must not be sent", tone: "bad" },
  cancelled: { label: "Cancelled", tone: "quiet" },
} as const satisfies Record<SalesOrder["part"], StateWords>;

/** Whatever it is, its parcel does not leave. */
const STOPPED = { label: "Stopped", tone: "look" } as const satisfies StateWords;

/** The order's Sales Orders in Peoplevox, and which of them is the one that is sent. */
export function SalesOrders({ salesOrders }: { readonly salesOrders: readonly SalesOrder[] }) {
  return (
    <Stack gap={6} component="section" aria-label="Sales Orders">
      {salesOrders.map(({ number, status, onHold, stopShip, part }) => (
        <Group key={number} gap="xs">
          <Text fw={580}>Sales Order {number}</Text>
          <StatusBadge {...(stopShip && part === "current" ? STOPPED : PARTS[part])} />
          <Text size="sm" c="dimmed">
            {status}
          </Text>
          {onHold && <StatusBadge label="On hold" tone="look" />}
          {stopShip && part !== "current" && <StatusBadge {...STOPPED} />}
        </Group>
      ))}
    </Stack>
  );
}
