import type { Migration } from "./migrate.ts";

/**
 * `…_sealed` columns hold encrypted text (see `vault.ts`); the column beside them holds what history may show.
 * One order has at most one run that has not begun (`runs_one_waiting`): later events are folded into it.
 */
export const FIRST_TABLES: Migration = {
  name: "0001-first-tables",
  sql: `
    CREATE TABLE lastedit.sources (
      id text PRIMARY KEY,
      recipe text NOT NULL,
      component_key text NOT NULL,
      state jsonb NOT NULL DEFAULT '{}',
      version integer NOT NULL DEFAULT 0,
      updated_at timestamptz NOT NULL DEFAULT now()
    );

    CREATE TABLE lastedit.runs (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      recipe text NOT NULL,
      recipe_hash text,
      status text NOT NULL CHECK (status IN ('waiting', 'running', 'succeeded', 'failed', 'cancelled')),
      order_key text NOT NULL,
      order_name text,
      order_id text,
      fold boolean NOT NULL DEFAULT true,
      events integer NOT NULL DEFAULT 1,
      attempt integer NOT NULL DEFAULT 0,
      failures integer NOT NULL DEFAULT 0,
      waits integer NOT NULL DEFAULT 0,
      outcome text,
      summary text,
      error jsonb,
      replay_of integer,
      queued_at timestamptz NOT NULL DEFAULT now(),
      due_at timestamptz NOT NULL DEFAULT now(),
      started_at timestamptz,
      finished_at timestamptz
    );
    CREATE UNIQUE INDEX runs_one_waiting ON lastedit.runs (recipe, order_key) WHERE status = 'waiting' AND attempt = 0 AND fold;
    CREATE INDEX runs_by_order ON lastedit.runs (order_name, id DESC);
    CREATE INDEX runs_by_key ON lastedit.runs (order_key, id DESC);
    CREATE INDEX runs_by_status ON lastedit.runs (status, id DESC);
    CREATE INDEX runs_by_end ON lastedit.runs (finished_at) WHERE finished_at IS NOT NULL;

    CREATE TABLE lastedit.events (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      run_id integer NOT NULL REFERENCES lastedit.runs (id) ON DELETE CASCADE,
      source_id text,
      event_id text,
      name text,
      summary text,
      payload jsonb NOT NULL,
      payload_sealed text NOT NULL,
      emitted_at timestamptz NOT NULL,
      received_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX events_by_run ON lastedit.events (run_id, id DESC);

    CREATE TABLE lastedit.run_steps (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      run_id integer NOT NULL REFERENCES lastedit.runs (id) ON DELETE CASCADE,
      position integer NOT NULL,
      namespace text NOT NULL,
      uses text NOT NULL,
      writes boolean NOT NULL,
      attempt integer NOT NULL,
      status text NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'skipped', 'interrupted')),
      input jsonb,
      output jsonb,
      summary text,
      logs jsonb,
      error jsonb,
      checkpoint_sealed text,
      started_at timestamptz NOT NULL,
      finished_at timestamptz
    );
    CREATE INDEX run_steps_by_run ON lastedit.run_steps (run_id, id);

    CREATE TABLE lastedit.data_store_records (
      store text NOT NULL,
      key text NOT NULL,
      value jsonb NOT NULL,
      expires_at timestamptz,
      PRIMARY KEY (store, key)
    );

    CREATE TABLE lastedit.connections (
      name text PRIMARY KEY,
      type text NOT NULL,
      fields_sealed text NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now()
    );
  `,
};
