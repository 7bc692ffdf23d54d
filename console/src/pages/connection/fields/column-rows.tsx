import { Button, Group, NativeSelect, NumberInput, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { RowList } from "../../../parts/row-list.tsx";
import type { FieldOf } from "../profile-fields.ts";
import type { RowFieldProps } from "./row-field-props.ts";

interface ColumnRow {
  readonly field: string;
  readonly template: string;
  readonly maxLength?: number;
}

interface ColumnRowsProps extends RowFieldProps {
  readonly field: FieldOf<"columns">;
  /** Names that a column may have. */
  readonly columns: readonly string[];
}

/** Columns and what is written into them. Where there are usual ones, they hold until somebody changes them. */
export function ColumnRows({ field, columns, value, standard, problemAt, disabled, onChange }: ColumnRowsProps) {
  const usual = (standard ?? []) as readonly ColumnRow[];
  const shown = (value ?? []) as readonly ColumnRow[];
  if (value === undefined && usual.length > 0) {
    return (
      <Stack gap="xs">
        <Text size="sm">{`The usual ones: ${usual.map((row) => row.field).join(", ")}.`}</Text>
        {!disabled && (
          <Group>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onChange(usual.map(({ field: column, template }) => ({ field: column, template })))}
            >
              Change them
            </Button>
          </Group>
        )}
      </Stack>
    );
  }
  return (
    <Stack gap="xs">
      <RowList
        noun={`row of ${field.label}`}
        add="Add a column"
        rows={shown}
        fresh={(): ColumnRow => ({ field: firstFree(columns, shown), template: "" })}
        empty="No column."
        disabled={disabled}
        onChange={(rows) => onChange(rows.length === 0 && usual.length === 0 ? undefined : rows)}
        row={(row, index, set) => (
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
            <NativeSelect
              label="Column"
              data={[...new Set([...columns, row.field])]}
              value={row.field}
              error={problemAt(`${index}.field`)}
              disabled={disabled}
              onChange={({ currentTarget }) => set({ ...row, field: currentTarget.value })}
            />
            <TextInput
              label="Text"
              placeholder="{attribute.Gift message}"
              value={row.template}
              error={problemAt(`${index}.template`)}
              disabled={disabled}
              onChange={({ currentTarget }) => set({ ...row, template: currentTarget.value })}
            />
            <NumberInput
              label="Longest text"
              placeholder="As the column allows"
              min={1}
              allowDecimal={false}
              value={row.maxLength ?? ""}
              error={problemAt(`${index}.maxLength`)}
              disabled={disabled}
              onChange={(next) => {
                const { field: column, template } = row;
                set({ field: column, template, ...(next === "" ? {} : { maxLength: Number(next) }) });
              }}
            />
          </SimpleGrid>
        )}
      />
      {usual.length > 0 && !disabled && (
        <Group>
          <Button size="compact-sm" variant="subtle" onClick={() => onChange(undefined)}>
            Back to the usual ones
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function firstFree(columns: readonly string[], rows: readonly ColumnRow[]): string {
  const used = new Set(rows.map(({ field }) => field));
  const free = (column: string): boolean => !used.has(column);
  return columns.find((column) => column.startsWith("Attribute") && free(column)) ?? columns.find(free) ?? "";
}
