import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./api.ts";
import type { Answer, Given, PathOf } from "./client.ts";

/** A GET that gives one page of a list: `{ items, next }`. */
type Page = { readonly items: readonly unknown[]; readonly next: string | null };
export type ListPath = { [Path in PathOf<"GET">]: Answer<"GET", Path> extends Page ? Path : never }[PathOf<"GET">];

/** Every key begins with the contract's path, so that a live event can say which answers are out of date. */
export type QueryKey = readonly [path: PathOf<"GET">, given: unknown];

/** One GET: `useQuery(answerQuery("/runs/:id", { params: { id } }))`. */
export function answerQuery<Path extends PathOf<"GET">>(path: Path, given?: Given<"GET", Path>) {
  return queryOptions({
    queryKey: [path, given ?? {}] as QueryKey,
    queryFn: ({ signal }) => api.get(path, given, signal),
  });
}

/** One list, page by page: `useInfiniteQuery(pagesQuery("/runs", { status: "failed" }))`. */
export function pagesQuery<Path extends ListPath>(path: Path, filters: QueryOf<Path>) {
  return infiniteQueryOptions({
    queryKey: [path, filters] as QueryKey,
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, ...(pageParam === null ? {} : { before: pageParam }) };
      return api.get(path, { query } as unknown as Given<"GET", Path>, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page as unknown as Page).next,
    placeholderData: keepPreviousData,
  });
}

/** The filters of a list: what its route takes as query, without the paging. */
export type QueryOf<Path extends ListPath> =
  Given<"GET", Path> extends { readonly query?: infer Query }
    ? Omit<NonNullable<Query>, "before">
    : Readonly<Record<string, never>>;
