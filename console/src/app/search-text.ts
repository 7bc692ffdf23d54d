/** The address's search part holds plain texts: `?order=1004` is the text "1004" and stays without quotes. */
export function parseSearchText(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** What the address holds of a page. */
export type Filters<Name extends string> = { readonly [Key in Name]?: string };

/**
 * For a route's `validateSearch`: the filters of a page, each a text in the address. What is not named, or empty, is
 * dropped.
 *
 * @example validateSearch: filtersOf("order", "status")
 */
export function filtersOf<Name extends string>(...names: readonly Name[]) {
  return (search: Readonly<Record<string, unknown>>): Filters<Name> => {
    const given = names.filter((name) => typeof search[name] === "string" && search[name] !== "");
    return Object.fromEntries(given.map((name) => [name, search[name]])) as Filters<Name>;
  };
}
