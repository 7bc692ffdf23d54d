import { MultiSelect, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../api/api.ts";
import { useEditor } from "../document/editor.tsx";
import type { FieldProps } from "./prop-field.tsx";

interface OptionsFieldProps extends FieldProps {
  readonly componentKey: string;
  readonly configured: Readonly<Record<string, unknown>>;
  readonly several: boolean;
}

interface PageAsked {
  readonly page: number;
  readonly prevContext: Record<string, unknown>;
}

const MORE = "more…";
const FIRST_PAGE: PageAsked = { page: 0, prevContext: {} };
const ASK_AFTER_MS = 300;

/** A choice among options that the component lists, or that are asked from the system page by page. */
export function OptionsField(props: OptionsFieldProps) {
  const { prop, label, description, required, readOnly, value, onChange, componentKey, configured, several } = props;
  const { shape } = useEditor();
  const [opened, setOpened] = useState(false);
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, ASK_AFTER_MS);
  const query = prop.useQuery ? asked : "";
  const list = useInfiniteQuery({
    queryKey: ["/components/:key/options", componentKey, prop.name, configured, shape?.connections, query],
    queryFn: ({ pageParam }) =>
      api.post("/components/:key/options", {
        params: { key: componentKey },
        body: {
          prop: prop.name,
          configured: { ...configured },
          connections: { ...shape?.connections },
          ...pageParam,
          ...(query === "" ? {} : { query }),
        },
      }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: ({ options, context }, pages): PageAsked | undefined =>
      options.length === 0 ? undefined : { page: pages.length, prevContext: context ?? {} },
    enabled: prop.remoteOptions && opened,
  });
  const problem = list.data?.pages.find((page) => page.problem !== null)?.problem ?? list.error?.message ?? null;
  const options = prop.options ?? list.data?.pages.flatMap((page) => page.options) ?? [];
  const known = new Map(options.map((option) => [JSON.stringify(option.value), option]));
  const chosen = several ? (Array.isArray(value) ? value : []) : value === undefined || value === null ? [] : [value];
  const keys = chosen.map((each) => JSON.stringify(each));
  const data = [
    ...[...known].map(([key, option]) => ({ value: key, label: option.label })),
    ...keys.filter((key) => !known.has(key)).map((key) => ({ value: key, label: textOf(key) })),
    ...(prop.remoteOptions && list.hasNextPage ? [{ value: MORE, label: "Load more" }] : []),
  ];
  const shared = {
    label,
    description,
    required,
    readOnly,
    error: problem,
    data,
    searchable: true,
    clearable: prop.optional,
    onDropdownOpen: () => setOpened(true),
    onSearchChange: setSearch,
    nothingFoundMessage: list.isFetching ? "Asking…" : "Nothing fits",
    placeholder: keys.length === 0 && prop.default !== null ? textOf(JSON.stringify(prop.default)) : "",
  };
  const loadMore = (key: string | undefined): boolean => {
    if (key !== MORE) return false;
    void list.fetchNextPage();
    return true;
  };
  return several ? (
    <MultiSelect
      {...shared}
      value={keys}
      onChange={(given) => {
        if (!loadMore(given.at(-1)))
          onChange(given.length === 0 ? null : given.map((key) => JSON.parse(key) as unknown));
      }}
    />
  ) : (
    <Select
      {...shared}
      value={keys[0] ?? null}
      onChange={(key) => {
        if (!loadMore(key ?? undefined)) onChange(key === null ? null : JSON.parse(key));
      }}
    />
  );
}

function textOf(key: string): string {
  const value = JSON.parse(key) as unknown;
  return typeof value === "string" ? value : key;
}
