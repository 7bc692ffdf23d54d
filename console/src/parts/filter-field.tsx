import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { useSession } from "../api/session.ts";
import { fieldTextOf, momentOfField } from "../words/moments.ts";
import type { Filter } from "./filter-bar.tsx";

interface FilterFieldProps {
  readonly filter: Filter<string>;
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
}

const TYPING_MS = 300;

/** One filter: a text, a choice, or a moment on the merchant's clock. */
export function FilterField({ filter, value, onChange }: FilterFieldProps) {
  const { label, kind, none = "All", options = [] } = filter;
  if (kind === "choice") {
    return (
      <NativeSelect
        label={label}
        value={value}
        data={[{ value: "", label: none }, ...options]}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
  }
  return kind === "moment" ? (
    <MomentField label={label} value={value} onChange={onChange} />
  ) : (
    <TextField filter={filter} value={value} onChange={onChange} />
  );
}

/** Typing waits a moment before it asks; what the address says wins when it changes by itself. */
function TextField({ filter: { label, placeholder }, value, onChange }: FilterFieldProps) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  const tell = useDebouncedCallback((text: string) => {
    setKnown(text.trim());
    onChange(text.trim());
  }, TYPING_MS);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        tell(currentTarget.value);
      }}
    />
  );
}

function MomentField({ label, value, onChange }: Omit<FilterFieldProps, "filter"> & { readonly label: string }) {
  const { timeZone } = useSession().installation;
  return (
    <TextInput
      type="datetime-local"
      label={label}
      title={timeZone}
      value={value === "" ? "" : fieldTextOf(value, timeZone)}
      onChange={({ currentTarget }) => onChange(momentOfField(currentTarget.value, timeZone))}
    />
  );
}
