import { Stack, Table, Text } from "@mantine/core";
import type { Comparison } from "../../../../runtime/api/contract/orders.ts";
import { FactList } from "../../parts/fact-list.tsx";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";

/** Columns of a Sales Order, as finance calls them. */
const FIELDS: Readonly<Record<string, string>> = {
  TotalSale: "Order total",
  TaxPaid: "Tax",
  ShippingCost: "Shipping",
  Discount: "Discounts",
};

const STATES = {
  same: { label: "The same", tone: "good" },
  differs: { label: "Differ", tone: "look" },
} as const;

/** What the order is worth in the shop, and what Peoplevox has of that: for finance. */
export function OrderValues({ comparison }: { readonly comparison: Comparison | null }) {
  const values = comparison?.values ?? null;
  const inShopify = comparison?.inShopify ?? null;
  if (values === null && inShopify === null) {
    return (
      <Section title="Values">
        <Text size="sm" c="dimmed">
          Compare now reads the order’s values in both systems.
        </Text>
      </Section>
    );
  }
  return (
    <Section
      title="Values"
      actions={
        values === null || values.state === "not-compared" ? undefined : <StatusBadge {...STATES[values.state]} />
      }
    >
      <Stack gap="xs">
        {inShopify !== null && <InShopify values={inShopify} />}
        {values !== null && values.because !== "" && (
          <Text size="sm" c="dimmed">
            {values.because}
          </Text>
        )}
        {values !== null && values.rows.length > 0 && <BothSides values={values} />}
      </Stack>
    </Section>
  );
}

function InShopify({ values }: { readonly values: NonNullable<Comparison["inShopify"]> }) {
  const { currency, total, tax, shipping, discounts, received, refunded, outstanding, paymentState } = values;
  const format = new Intl.NumberFormat("en-GB", { style: "currency", currency });
  const money = (amount: string) => <span data-figures>{format.format(Number(amount))}</span>;
  return (
    <FactList
      facts={[
        { label: "Order total", value: money(total) },
        { label: "Tax", value: money(tax) },
        { label: "Shipping", value: money(shipping) },
        { label: "Discounts", value: money(discounts) },
        { label: "Paid", value: money(received) },
        { label: "Refunded", value: money(refunded) },
        Number(outstanding) < 0
          ? { label: "Still to refund", value: money(outstanding.slice(1)) }
          : { label: "Still to invoice", value: money(outstanding) },
        { label: "Payment", value: paymentState === null ? "not known" : wordsOf(paymentState) },
      ]}
    />
  );
}

/** `PARTIALLY_REFUNDED` gives `Partially refunded`. */
function wordsOf(state: string): string {
  return state.charAt(0) + state.slice(1).toLowerCase().replaceAll("_", " ");
}

function BothSides({ values: { currency, rows } }: { readonly values: NonNullable<Comparison["values"]> }) {
  return (
    <Table verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">In {currency}</Table.Th>
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
              {FIELDS[field] ?? field} {differs && <StatusBadge label="Differs" tone="look" />}
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
  );
}
