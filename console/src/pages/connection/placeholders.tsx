import { Code, Table } from "@mantine/core";
import { Folded } from "../../parts/folded.tsx";

const PLACEHOLDERS = [
  ["{attribute.Gift message}", "an order attribute, by its name"],
  ["{note} {email} {phone}", "of the order"],
  ["{address.name}", "of the delivery address; also company, line1, line2, city, region, postcode, country, phone"],
  ["{order.name} {order.id} {order.createdAt}", "of the order; the time in UTC"],
  ["{total} {tax} {shipping} {discount}", "current values in the shop’s currency"],
  ["{shippingMethod.title} {shippingMethod.code}", "what the customer chose"],
  ["{metafield.custom.delivery_note}", "an order metafield that is listed below"],
  ["{line.property.Engraving} {line.title} {line.sku}", "of the line; in columns of lines only"],
] as const;

/** What texts may hold. */
export function Placeholders() {
  return (
    <Folded label="What a text may hold">
      <Table verticalSpacing={4} fz="sm">
        <Table.Tbody>
          {PLACEHOLDERS.map(([text, means]) => (
            <Table.Tr key={text}>
              <Table.Td>
                <Code>{text}</Code>
              </Table.Td>
              <Table.Td>{means}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Folded>
  );
}
