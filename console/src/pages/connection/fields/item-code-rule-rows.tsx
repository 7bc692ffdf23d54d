import { NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { RowList } from "../../../parts/row-list.tsx";
import type { RowFieldProps } from "./row-field-props.ts";

interface Rule {
  readonly rule: string;
  readonly text?: string;
  readonly with?: string;
}

const RULES = [
  { value: "strip-prefix", label: "Take away at the beginning", text: "Text", example: "SHOP-" },
  { value: "strip-suffix", label: "Take away at the end", text: "Text", example: "-UK" },
  { value: "add-prefix", label: "Put before it", text: "Text", example: "MC-" },
  { value: "add-suffix", label: "Put behind it", text: "Text", example: "-A" },
  { value: "replace", label: "Replace", text: "This", example: "_" },
  { value: "upper-case", label: "In upper case", text: null, example: "" },
  { value: "lower-case", label: "In lower case", text: null, example: "" },
  { value: "use-barcode", label: "Use the barcode instead", text: null, example: "" },
] as const;

/** How a SKU becomes an ItemCode, one rule after another. */
export function ItemCodeRuleRows({ value, problemAt, disabled, onChange }: RowFieldProps) {
  return (
    <RowList
      noun="item code rule"
      add="Add a rule"
      rows={(value ?? []) as readonly Rule[]}
      fresh={(): Rule => ({ rule: "strip-prefix", text: "" })}
      empty="No rule: the ItemCode is the SKU."
      ordered
      disabled={disabled}
      onChange={(rows) => onChange(rows.length === 0 ? undefined : rows)}
      row={(row, index, set) => {
        const words = RULES.find((each) => each.value === row.rule);
        return (
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
            <NativeSelect
              label="Rule"
              data={RULES.map((each) => ({ value: each.value, label: each.label }))}
              value={row.rule}
              error={problemAt(`${index}.rule`)}
              disabled={disabled}
              onChange={({ currentTarget }) => set(shaped(currentTarget.value, row))}
            />
            {words?.text != null && (
              <TextInput
                label={words.text}
                placeholder={words.example}
                value={row.text ?? ""}
                error={problemAt(`${index}.text`)}
                disabled={disabled}
                onChange={({ currentTarget }) => set({ ...row, text: currentTarget.value })}
              />
            )}
            {row.rule === "replace" && (
              <TextInput
                label="By"
                placeholder="Nothing"
                value={row.with ?? ""}
                error={problemAt(`${index}.with`)}
                disabled={disabled}
                onChange={({ currentTarget }) => set({ ...row, with: currentTarget.value })}
              />
            )}
          </SimpleGrid>
        );
      }}
    />
  );
}

/** A rule of another kind, with the fields that it has. */
function shaped(rule: string, { text = "", with: by = "" }: Rule): Rule {
  const words = RULES.find((each) => each.value === rule);
  if (words?.text == null) return { rule };
  return rule === "replace" ? { rule, text, with: by } : { rule, text };
}
