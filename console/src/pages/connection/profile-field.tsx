import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { ColumnRows } from "./fields/column-rows.tsx";
import { CustomerFields } from "./fields/customer-fields.tsx";
import { HeaderRows } from "./fields/header-rows.tsx";
import { ItemCodeRuleRows } from "./fields/item-code-rule-rows.tsx";
import { MappingRows } from "./fields/mapping-rows.tsx";
import { PlainField } from "./fields/plain-field.tsx";
import type { RowFieldProps } from "./fields/row-field-props.ts";
import type { ProfileField as Field } from "./profile-fields.ts";
import { columnsIn } from "./profile-places.ts";

interface ProfileFieldProps extends RowFieldProps {
  readonly field: Field;
  /** What is wrong with the field as a whole. */
  readonly problem: string | undefined;
  /** JSON Schema of the profile. */
  readonly schema: unknown;
}

/** One field of a profile, by its kind. */
export function ProfileField({ field, problem, schema, ...rest }: ProfileFieldProps) {
  switch (field.kind) {
    case "mapping":
      return <WithHead field={field} problem={problem} children={<MappingRows field={field} {...rest} />} />;
    case "columns":
      return (
        <WithHead field={field} problem={problem}>
          <ColumnRows field={field} columns={columnsIn(schema, field.path)} {...rest} />
        </WithHead>
      );
    case "item-code-rules":
      return <WithHead field={field} problem={problem} children={<ItemCodeRuleRows {...rest} />} />;
    case "headers":
      return <WithHead field={field} problem={problem} children={<HeaderRows {...rest} />} />;
    case "customer":
      return <CustomerFields field={field} {...rest} />;
    default:
      return <PlainField field={field} problem={problem ?? rest.problemAt("0")} {...rest} />;
  }
}

interface WithHeadProps {
  readonly field: Field;
  readonly problem: string | undefined;
  readonly children: ReactNode;
}

/** Rows have a heading where other fields have a label. */
function WithHead({ field: { label, hint }, problem, children }: WithHeadProps) {
  return (
    <Stack gap="xs" component="section" aria-label={label}>
      <div>
        <Text size="sm" fw={580}>
          {label}
        </Text>
        {hint !== "" && (
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        )}
        {problem !== undefined && (
          <Text size="xs" c="brick">
            {problem}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
}
