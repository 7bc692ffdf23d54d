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
  /** Of a choice: what it is while nothing is chosen. @defaultValue "All" */
  readonly none?: string;
  /** Asked for seldom: shown once it is used, or with all filters. */
  readonly seldom?: boolean;
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
  const seldom = filters.some((filter) => filter.seldom === true);
  const isUsed = ({ name }: Filter<Name>): boolean => values[name] !== undefined;
  const folded = filters.slice(1).filter(isUsed).length;
  const set = (name: Name, value: string | undefined): void => {
    const others = Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
    onChange((value === undefined || value === "" ? others : { ...others, [name]: value }) as Filters<Name>);
  };
  return (
    <search className={classes.bar} data-open={open}>
      {filters.map((filter) => (
        <div
          key={filter.name}
          className={classes.field}
          data-seldom={(filter.seldom === true && values[filter.name] === undefined) || undefined}
        >
          <FilterField
            filter={filter}
            value={values[filter.name] ?? ""}
            onChange={(value) => set(filter.name, value)}
          />
        </div>
      ))}
      <Group gap="xs" className={classes.buttons}>
        {filters.length > 1 && (
          <Button
            variant="default"
            className={seldom ? undefined : classes.phoneOnly}
            leftSection={<MixerHorizontalIcon aria-hidden />}
            aria-expanded={open}
            onClick={toggle}
          >
            {open ? "Fewer filters" : "More filters"}
            {!open && folded > 0 && <span className={classes.phoneOnly}>&nbsp;({folded} used)</span>}
          </Button>
        )}
        <Button
          variant="subtle"
          leftSection={<Cross2Icon aria-hidden />}
          disabled={!filters.some(isUsed)}
          onClick={() => onChange({})}
        >
          Clear
        </Button>
      </Group>
    </search>
  );
}
