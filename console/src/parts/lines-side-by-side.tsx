import { Table, Text } from "@mantine/core";
import { StatusBadge } from "./status-badge.tsx";
import classes from "./lines-side-by-side.module.css";

interface Line {
  readonly itemCode: string;
  readonly title: string;
  readonly wanted: number;
  readonly inWarehouse: number;
  readonly remark: string;
}

/** What the customer wants beside what the warehouse works from, item by item. */
export function LinesSideBySide({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <Table verticalSpacing={8} className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Item</Table.Th>
          <Table.Th scope="col" className={classes.units}>
            Customer wants
          </Table.Th>
          <Table.Th scope="col" className={classes.units}>
            Warehouse has
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map(({ itemCode, title, wanted, inWarehouse, remark }) => (
          <Table.Tr key={`${itemCode} ${title}`} data-differs={remark === "" ? undefined : true}>
            <Table.Th scope="row" className={classes.item}>
              <Text span fw={560} className={classes.code}>
                {itemCode === "" ? "no SKU" : itemCode}
              </Text>
              {title !== itemCode && (
                <Text size="sm" c="dimmed">
                  {title}
                </Text>
              )}
              {remark !== "" && (
                <StatusBadge label={remark === "differs" ? "Differs" : "Has no ItemCode"} tone="look" />
              )}
            </Table.Th>
            <Table.Td className={classes.units} data-figures>
              {wanted}
            </Table.Td>
            <Table.Td className={classes.units} data-figures>
              {inWarehouse}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
