import { Table } from "@mantine/core";
import type { Today } from "../../../../runtime/api/contract/today.ts";
import { TextLink } from "../../parts/text-link.tsx";
import { Time } from "../../parts/time.tsx";
import { RUN_GROUPS } from "../../words/run-groups.ts";
import { hourLater } from "./hour-later.ts";

/** The chart's figures, the latest hour first, each leading to its runs. */
export function HoursTable({ hours }: { readonly hours: Today["hours"] }) {
  return (
    <Table.ScrollContainer
      minWidth={430}
      type="native"
      tabIndex={0}
      role="region"
      aria-label="Edits by hour, as a table"
    >
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">From</Table.Th>
            <Table.Th scope="col" ta="right">
              In
            </Table.Th>
            {RUN_GROUPS.map(({ figure, label }) => (
              <Table.Th key={figure} scope="col" ta="right">
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hours.toReversed().map((hour) => (
            <Table.Tr key={hour.from}>
              <Table.Th scope="row" fw={400}>
                <Time value={hour.from} timeOnly />
              </Table.Th>
              {[{ figure: "in", became: "any" } as const, ...RUN_GROUPS].map(({ figure, became }) => (
                <Table.Td key={figure} ta="right" data-figures>
                  {hour[figure] === 0 ? (
                    0
                  ) : (
                    <TextLink to="/runs" search={{ from: hour.from, to: hourLater(hour.from), became }}>
                      {hour[figure]}
                    </TextLink>
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
