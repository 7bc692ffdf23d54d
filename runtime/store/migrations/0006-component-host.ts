import type { Migration } from "./migrate.ts";

/**
 * What outlives a step of a component.
 *
 * - `paused_runs`: runs that a step has paused (`$.flow.delay`, `suspend`, `rerun`), with all that is needed to go on,
 *   sealed. The addresses that resume and cancel hold a token of which only the digest is kept. The row stays until the
 *   run has ended, so that a crash after the resumption begins there again.
 * - `sends`: what `$.send.*` asked for. `held` until the run has ended.
 * - `run_responses`: what `$.respond` gave, for the request that waits for it.
 * - `deployed_triggers`: sources that a client of the Connect mirror has deployed, with their state.
 */
export const COMPONENT_HOST: Migration = {
  name: "0006-component-host",
  compatibleFrom: 2,
  sql: `
    CREATE TABLE lastedit.paused_runs (
      run_id integer PRIMARY KEY REFERENCES lastedit.runs (id) ON DELETE CASCADE,
      kind text NOT NULL CHECK (kind IN ('delay', 'suspend', 'rerun')),
      namespace text NOT NULL,
      token_digest text NOT NULL UNIQUE,
      due_at timestamptz NOT NULL,
      resumed_at timestamptz,
      state_sealed text NOT NULL
    );
    CREATE INDEX paused_runs_due ON lastedit.paused_runs (due_at) WHERE resumed_at IS NULL;

    CREATE TABLE lastedit.sends (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      run_id integer REFERENCES lastedit.runs (id) ON DELETE CASCADE,
      trigger_id text,
      step text NOT NULL,
      position integer NOT NULL,
      kind text NOT NULL,
      config_sealed text,
      status text NOT NULL CHECK (status IN ('held', 'waiting', 'sent', 'failed', 'not-sent')),
      because text,
      tries integer NOT NULL DEFAULT 0,
      due_at timestamptz NOT NULL DEFAULT now(),
      created_at timestamptz NOT NULL DEFAULT now(),
      finished_at timestamptz,
      UNIQUE (run_id, step, position)
    );
    CREATE INDEX sends_open ON lastedit.sends (due_at) WHERE status IN ('held', 'waiting');

    CREATE TABLE lastedit.run_responses (
      run_id integer PRIMARY KEY REFERENCES lastedit.runs (id) ON DELETE CASCADE,
      response_sealed text NOT NULL,
      immediate boolean NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );

    CREATE TABLE lastedit.deployed_triggers (
      id text PRIMARY KEY,
      project text NOT NULL,
      external_user text NOT NULL,
      component_key text NOT NULL,
      name text NOT NULL,
      props_sealed text NOT NULL,
      webhook_url text,
      signing_key_sealed text NOT NULL,
      active boolean NOT NULL,
      emit_on_deploy boolean NOT NULL,
      state jsonb NOT NULL DEFAULT '{}',
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    );
  `,
};
