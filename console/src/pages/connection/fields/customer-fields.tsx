import { SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import type { FieldOf } from "../profile-fields.ts";
import type { RowFieldProps } from "./row-field-props.ts";

interface Customer {
  readonly reference?: string;
  readonly name?: string;
}

interface CustomerFieldsProps extends RowFieldProps {
  readonly field: FieldOf<"customer">;
}

const TEXTS = [
  { part: "reference", label: "Customer’s reference", usual: "{email}" },
  { part: "name", label: "Customer’s name", usual: "{address.name}" },
] as const;

/** The customer record that goes with a new Sales Order, or none. */
export function CustomerFields({ field, value, problemAt, disabled, onChange }: CustomerFieldsProps) {
  const customer = value as Customer | null | undefined;
  return (
    <Stack gap="sm">
      <Switch
        label={field.label}
        description={field.hint}
        checked={customer != null}
        disabled={disabled}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? { reference: "{email}" } : undefined)}
      />
      {customer != null && (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {TEXTS.map(({ part, label, usual }) => (
            <TextInput
              key={part}
              label={label}
              placeholder={usual}
              value={customer[part] ?? ""}
              error={problemAt(part)}
              disabled={disabled}
              onChange={({ currentTarget: { value: text } }) => {
                const others = Object.fromEntries(Object.entries(customer).filter(([name]) => name !== part));
                onChange(text === "" ? others : { ...others, [part]: text });
              }}
            />
          ))}
        </SimpleGrid>
      )}
    </Stack>
  );
}
