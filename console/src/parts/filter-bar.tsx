import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Cross2Icon, MixerHorizontalIcon } from "@radix-ui/react-icons";
import type { Filters } from "../app/search-text.ts";
import { FilterField } from "./filter-field.tsx";
import classes from "./filter-bar.module.css";

/** One filter of a list. */
export interface Filter<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly kind: "text" | "choice" | "moment";
  readonly placeholder?: string;
  /** Of a choice. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

interface FilterBarProps<Name extends string> {
  readonly filters: readonly Filter<Name>[];
  /** What the address holds: `route.useSearch()`. */
  readonly values: Filters<Name>;
  /** Puts it into the address. */
  readonly onChange: (values: Filters<Name>) => void;
}

/** The filters of a list, held by the address, so that a list can be sent to somebody. On a phone all but one fold. */
export function FilterBar<Name extends string>({ filters, values, onChange }: FilterBarProps<Name>) {
  const [open, { toggle }] = useDisclosure(false);
  const used = filters.filter(({ name }) => values[name] !== undefined).length;
  const set = (name: Name, value: string | undefined): void => {
    const others = Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
    onChange((value === undefined || value === "" ? others : { ...others, [name]: value }) as Filters<Name>);
  };
  return (
    <search className={classes.bar} data-open={open}>
      {filters.map((filter) => (
        <FilterField
          key={filter.name}
          filter={filter}
          value={values[filter.name] ?? ""}
          onChange={(value) => set(filter.name, value)}
        />
      ))}
      <Group gap="xs" className={classes.buttons}>
        <Button
          hiddenFrom="sm"
          variant="default"
          leftSection={<MixerHorizontalIcon aria-hidden />}
          aria-expanded={open}
          onClick={toggle}
        >
          {used === 0 ? "Filters" : `Filters (${used})`}
        </Button>
        <Button
          variant="subtle"
          leftSection={<Cross2Icon aria-hidden />}
          disabled={used === 0}
          onClick={() => onChange({})}
        >
          Clear
        </Button>
      </Group>
    </search>
  );
}
