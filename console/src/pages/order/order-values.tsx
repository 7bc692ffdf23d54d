import { Stack, Table, Text } from "@mantine/core";
import type { Comparison } from "../../../../runtime/api/contract/orders.ts";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";

/** Columns of a Sales Order, as finance calls them. */
const FIELDS: Readonly<Record<string, string>> = {
  TotalSale: "Order total",
  TaxPaid: "Tax",
  ShippingCost: "Shipping",
  Discount: "Discounts",
};

/** The order's values on both sides, for finance. */
export function OrderValues({ values }: { readonly values: Comparison["values"] }) {
  if (values === null) {
    return (
      <Section title="Values">
        <Text size="sm" c="dimmed">
          Compare now reads the order’s values in both systems.
        </Text>
      </Section>
    );
  }
  const { state, because, currency, rows } = values;
  return (
    <Section
      title={currency === "" ? "Values" : `Values in ${currency}`}
      actions={state === "not-compared" ? undefined : <StatusBadge {...STATES[state]} />}
    >
      <Stack gap="xs">
        {because !== "" && <Text size="sm">{because}</Text>}
        {rows.length > 0 && (
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Value</Table.Th>
                <Table.Th scope="col" ta="right">
                  Shopify
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  Peoplevox
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ field, shopify, peoplevox, differs }) => (
                <Table.Tr key={field}>
                  <Table.Th scope="row" fw={400}>
                    {FIELDS[field] ?? field}
                    {differs && <StatusBadge label="Differs" tone="look" />}
                  </Table.Th>
                  <Table.Td ta="right" data-figures>
                    {shopify}
                  </Table.Td>
                  <Table.Td ta="right" data-figures>
                    {peoplevox}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
    </Section>
  );
}

const STATES = {
  same: { label: "The same", tone: "good" },
  differs: { label: "Differ", tone: "look" },
} as const;
