/**
 * The part of Pipedream's data store that LastEdit keeps its records in. Values are JSON. It is not transactional: see
 * `exception-writer.ts` for how exceptions live with that; holds of an order are only written by that order's run, and
 * a host runs one at a time.
 *
 * @see https://pipedream.com/docs/workflows/data-management/data-stores
 */
export interface RecordStore {
  get(key: string): Promise<unknown>;
  /** @param options - `ttl` in seconds; without it the record stays until it is deleted */
  set(key: string, value: unknown, options?: { readonly ttl?: number }): Promise<unknown>;
  delete(key: string): Promise<unknown>;
  keys(): Promise<string[]>;
  /**
   * All records in few calls. A store without it is read key by key.
   *
   * @param prefix - Of the keys that are wanted. A store may give others as well: Pipedream's does not know it
   */
  entries?(prefix?: string): AsyncIterable<readonly [string, unknown]>;
}

/** All records whose key begins with the prefix, with the rest of the key. */
export async function recordsUnder(store: RecordStore, prefix: string): Promise<(readonly [string, unknown])[]> {
  const found: (readonly [string, unknown])[] = [];
  if (store.entries !== undefined) {
    for await (const [key, value] of store.entries(prefix)) {
      if (key.startsWith(prefix)) found.push([key.slice(prefix.length), value]);
    }
    return found;
  }
  const keys = (await store.keys()).filter((key) => key.startsWith(prefix));
  for (const key of keys) {
    const value = await store.get(key);
    // Another run may have deleted it since.
    if (value !== undefined && value !== null) found.push([key.slice(prefix.length), value]);
  }
  return found;
}
