/**
 * The part of Pipedream's data store that LastEdit keeps its records in. Values are JSON. It is not transactional:
 * records of one order are only written by that order's run, and a host runs one at a time.
 *
 * @see https://pipedream.com/docs/workflows/data-management/data-stores
 */
export interface RecordStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
  delete(key: string): Promise<unknown>;
  keys(): Promise<string[]>;
}
