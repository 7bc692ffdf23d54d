import { NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { RowList } from "../../../parts/row-list.tsx";
import { TEMPLATES } from "../profile-fields.ts";
import type { RowFieldProps } from "./row-field-props.ts";

type Headers = Readonly<Record<string, Readonly<Record<string, string>>>>;
interface HeaderRow {
  readonly template: string;
  readonly column: string;
  readonly header: string;
}

/** What the tenant calls a template's columns. */
export function HeaderRows({ value, problemAt, disabled, onChange }: RowFieldProps) {
  const [rows, setRows] = useState<readonly HeaderRow[]>(() => rowsOf((value ?? {}) as Headers));
  return (
    <RowList
      noun="column name"
      add="Add a column"
      rows={rows}
      fresh={(): HeaderRow => ({ template: "salesOrders", column: "", header: "" })}
      empty="No column is called otherwise."
      disabled={disabled}
      onChange={(next) => {
        setRows(next);
        onChange(next.length === 0 ? undefined : headersOf(next));
      }}
      row={(row, _, set) => (
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          <NativeSelect
            label="Template"
            data={TEMPLATES}
            value={row.template}
            error={problemAt(row.template)}
            disabled={disabled}
            onChange={({ currentTarget }) => set({ ...row, template: currentTarget.value })}
          />
          <TextInput
            label="Column"
            placeholder="SalesOrderNumber"
            value={row.column}
            disabled={disabled}
            onChange={({ currentTarget }) => set({ ...row, column: currentTarget.value })}
          />
          <TextInput
            label="Its header here"
            placeholder="Order no"
            value={row.header}
            disabled={disabled}
            onChange={({ currentTarget }) => set({ ...row, header: currentTarget.value })}
          />
        </SimpleGrid>
      )}
    />
  );
}

function rowsOf(headers: Headers): HeaderRow[] {
  return Object.entries(headers).flatMap(([template, columns]) =>
    Object.entries(columns).map(([column, header]) => ({ template, column, header })),
  );
}

function headersOf(rows: readonly HeaderRow[]): Headers {
  const byTemplate = Map.groupBy(rows, ({ template }) => template);
  return Object.fromEntries(
    [...byTemplate].map(([template, each]) => [
      template,
      Object.fromEntries(each.map(({ column, header }) => [column, header])),
    ]),
  );
}
