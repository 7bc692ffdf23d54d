import { Badge } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { OWNER_WORDS, OWNERS } from "../../words/exceptions.ts";
import classes from "./owner-tabs.module.css";

interface OwnerTabsProps {
  readonly owner: string | undefined;
  /** Open ones, whatever the filter; undefined while they are on their way. */
  readonly openByOwner: Readonly<Record<string, number>> | undefined;
}

/** The queue of each owner, with how many are open. */
export function OwnerTabs({ owner, openByOwner }: OwnerTabsProps) {
  const all = openByOwner === undefined ? undefined : Object.values(openByOwner).reduce((sum, open) => sum + open, 0);
  const tabs = [
    { value: undefined, label: "Everybody", open: all },
    ...OWNERS.map((value) => ({ value, label: OWNER_WORDS[value], open: openByOwner?.[value] })),
  ];
  return (
    <nav aria-label="Owners" className={classes.tabs}>
      {tabs.map(({ value, label, open }) => (
        <Link
          key={label}
          to="/exceptions"
          search={({ show: _shown, owner: _before, ...search }) =>
            value === undefined ? search : { ...search, owner: value }
          }
          replace
          className={classes.tab}
          activeOptions={{ exact: true, includeSearch: value !== owner }}
        >
          {label}
          <Badge variant="light" color={value === owner ? "spruce" : "gray"} size="sm" miw={34}>
            {open === undefined ? "…" : open.toLocaleString("en-GB")}
          </Badge>
        </Link>
      ))}
    </nav>
  );
}
