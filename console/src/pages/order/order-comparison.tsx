import { Alert, Stack, Table, Text } from "@mantine/core";
import type { Comparison } from "../../../../runtime/api/contract/orders.ts";
import type { RunItem } from "../../../../runtime/api/contract/runs.ts";
import { Because } from "../../parts/because.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { LinesSideBySide } from "../../parts/lines-side-by-side.tsx";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { Time } from "../../parts/time.tsx";
import { SalesOrders } from "./sales-orders.tsx";

interface OrderComparisonProps {
  readonly comparison: Comparison | null;
  /** Whether both sides can be read now. */
  readonly canCompare: boolean;
  /** Of the order: the one that compared tells what it did. */
  readonly runs: readonly Pick<RunItem, "id" | "summary">[];
}

/** What the customer wants against what the warehouse has, and what LastEdit would do about it. */
export function OrderComparison({ comparison, canCompare, runs }: OrderComparisonProps) {
  if (comparison === null) {
    return (
      <Section title="Now">
        <EmptyState
          title="The two sides have not been compared yet"
          hint="Compare now reads the order in Shopify and its Sales Orders in Peoplevox. It changes nothing."
        />
      </Section>
    );
  }
  const { inSync, inWords, because, lines, details, gaps, salesOrders } = comparison;
  const told = runs.find(({ id }) => id === comparison.runId)?.summary ?? inWords;
  return (
    <Section
      title={inSync ? "Both sides agree" : "The two sides differ"}
      actions={<StatusBadge label={inSync ? "In step" : "Out of step"} tone={inSync ? "good" : "look"} />}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed" role="status">
          <ComparedWhen comparison={comparison} canCompare={canCompare} />
        </Text>
        <div>
          <Text>{told}</Text>
          {!told.includes(because) && <Because>{because}</Because>}
        </div>
        {gaps.map((gap) => (
          <Alert key={gap.title} color="amber" title={gap.title}>
            {gap.inWords} {gap.because}
          </Alert>
        ))}
        {lines.length > 0 && <LinesSideBySide lines={lines} />}
        {details.length > 0 && <Details details={details} />}
        {salesOrders.length > 0 && <SalesOrders salesOrders={salesOrders} />}
      </Stack>
    </Section>
  );
}

function ComparedWhen({
  comparison: { comparedAt, from, runId },
  canCompare,
}: {
  readonly comparison: Comparison;
  readonly canCompare: boolean;
}) {
  return (
    <>
      {from === "live" ? "Both sides were read " : "As it was read "}
      <Time value={comparedAt} relative />
      {from === "live" ? "." : " by "}
      {runId !== null && (
        <>
          <TextLink to="/runs/$runId" params={{ runId: String(runId) }} underline="always" size="sm">
            run {runId}
          </TextLink>
          {canCompare ? ". Compare now to read both sides again." : "."}
        </>
      )}
    </>
  );
}

/** Such as the address: field by field. */
function Details({ details }: { readonly details: Comparison["details"] }) {
  return (
    <Table verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Detail</Table.Th>
          <Table.Th scope="col">Customer wants</Table.Th>
          <Table.Th scope="col">Warehouse has</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {details.map(({ field, wanted, inWarehouse }) => (
          <Table.Tr key={field}>
            <Table.Th scope="row">{field}</Table.Th>
            <Table.Td>{wanted === "" ? "–" : wanted}</Table.Td>
            <Table.Td>{inWarehouse === "" ? "–" : inWarehouse}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
