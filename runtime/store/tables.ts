import type { ColumnType, Generated } from "kysely";

/** Read as a value, written as JSON text: an array given to `pg` as it is would become a PostgreSQL array. */
type Json = ColumnType<unknown, string, string>;
type NullableJson = ColumnType<unknown, string | null | undefined, string | null>;
type Time = ColumnType<Date, Date | string | undefined, Date | string>;
type NullableTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

export const RUN_STATUSES = ["waiting", "running", "succeeded", "failed", "cancelled"] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
export type StepStatus = "running" | "succeeded" | "failed" | "skipped" | "interrupted";

/** The tables of the schema `lastedit`, as `migrations/` makes them. */
export interface Tables {
  sources: SourcesTable;
  runs: RunsTable;
  events: EventsTable;
  run_steps: RunStepsTable;
  data_store_records: { store: string; key: string; value: Json; expires_at: NullableTime };
  connections: { name: string; type: string; fields_sealed: string; updated_at: Time };
  recipe_switches: { recipe: string; enabled: boolean; changed_at: Time };
}

interface SourcesTable {
  id: string;
  recipe: string;
  component_key: string;
  state: Json;
  version: Generated<number>;
  updated_at: Time;
}

interface RunsTable {
  id: Generated<number>;
  recipe: string;
  recipe_hash: string | null;
  status: RunStatus;
  order_key: string;
  order_name: string | null;
  order_id: string | null;
  fold: Generated<boolean>;
  events: Generated<number>;
  attempt: Generated<number>;
  failures: Generated<number>;
  waits: Generated<number>;
  outcome: string | null;
  summary: string | null;
  error: NullableJson;
  replay_of: number | null;
  queued_at: Time;
  due_at: Time;
  started_at: NullableTime;
  finished_at: NullableTime;
  lane: Generated<string>;
  put_back: string | null;
}

interface EventsTable {
  id: Generated<number>;
  run_id: number;
  source_id: string | null;
  event_id: string | null;
  name: string | null;
  summary: string | null;
  payload: Json;
  /** `null` once it was taken out of the history. */
  payload_sealed: string | null;
  emitted_at: Time;
  received_at: Time;
}

interface RunStepsTable {
  id: Generated<number>;
  run_id: number;
  position: number;
  namespace: string;
  uses: string;
  writes: boolean;
  attempt: number;
  status: StepStatus;
  input: NullableJson;
  output: NullableJson;
  summary: string | null;
  logs: NullableJson;
  error: NullableJson;
  checkpoint_sealed: string | null;
  started_at: Time;
  finished_at: NullableTime;
}
