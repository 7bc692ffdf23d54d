import { NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { RowList } from "../../../parts/row-list.tsx";
import { mappingOf, problemOfPair } from "../../../words/mapping-pairs.ts";
import type { Pair } from "../../../words/mapping-pairs.ts";
import type { FieldOf, MappingSide } from "../profile-fields.ts";
import type { RowFieldProps } from "./row-field-props.ts";

interface MappingRowsProps extends RowFieldProps {
  readonly field: FieldOf<"mapping">;
}

/** A mapping as rows. They stay as they are typed; the mapping is what can be read of them. */
export function MappingRows({ field: { label, left, right }, value, problemAt, disabled, onChange }: MappingRowsProps) {
  const [pairs, setPairs] = useState<readonly Pair[]>(() =>
    Object.entries((value ?? {}) as Readonly<Record<string, string>>),
  );
  const set = (next: readonly Pair[]): void => {
    setPairs(next);
    onChange(next.length === 0 ? undefined : mappingOf(next));
  };
  return (
    <RowList
      noun={`row of ${label}`}
      add="Add a row"
      rows={pairs}
      fresh={(): Pair => [left.options?.[0]?.value ?? "", right.options?.[0]?.value ?? ""]}
      empty="No row."
      disabled={disabled}
      onChange={set}
      row={(pair, index, setPair) => (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <Side
            side={left}
            value={pair[0]}
            problem={problemOfPair(pairs, index)}
            disabled={disabled}
            onChange={(next) => setPair([next, pair[1]])}
          />
          <Side
            side={right}
            value={pair[1]}
            problem={problemAt(pair[0])}
            disabled={disabled}
            onChange={(next) => setPair([pair[0], next])}
          />
        </SimpleGrid>
      )}
    />
  );
}

interface SideProps {
  readonly side: MappingSide;
  readonly value: string;
  readonly problem: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

function Side({ side: { label, example, options }, value, problem, disabled, onChange }: SideProps) {
  const common = { label, value, error: problem, disabled };
  if (options !== undefined) {
    return (
      <NativeSelect {...common} data={[...options]} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
    );
  }
  return (
    <TextInput {...common} placeholder={example} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
  );
}
