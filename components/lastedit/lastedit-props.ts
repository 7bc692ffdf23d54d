import type { RecordStore } from "./record-store.ts";

/** The data store that holds LastEdit's exceptions and the record of its own holds. */
export function lasteditStoreProp() {
  return {
    type: "data_store",
    label: "LastEdit store",
    description:
      "Data store for exceptions and for the record of holds that LastEdit placed. Use the same one in every step.",
  } as const;
}

/** What the store prop gives at run time. */
export interface LasteditStoreProps {
  readonly lasteditStore: RecordStore;
}
