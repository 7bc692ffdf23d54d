import type { Migration } from "./migrate.ts";

/**
 * What the engine needs to be steered, to be fair, and to run in several processes.
 *
 * `runs.lane` is the tenant a run's work belongs to: claims are spread over lanes. `runs.connections` names all
 * connections its recipe uses, so that one that is paused or away holds back exactly these. `runs.needs` keeps older
 * workers from runs they cannot continue. `runs.put_back` says why a waiting run has already been tried. `run_claims`
 * tells who ran which run from when to when.
 */
export const ENGINE: Migration = {
  name: "0003-engine",
  compatibleFrom: 2,
  sql: `
    ALTER TABLE lastedit.runs
      ADD COLUMN lane text NOT NULL DEFAULT '-',
      ADD COLUMN connections text[] NOT NULL DEFAULT '{}',
      ADD COLUMN needs integer NOT NULL DEFAULT 1,
      ADD COLUMN wanted_at timestamptz NOT NULL DEFAULT now(),
      ADD COLUMN put_back text,
      ADD COLUMN reported_at timestamptz,
      ADD COLUMN worker text,
      ADD COLUMN cancel_asked jsonb,
      ADD COLUMN recipe_text_hash text;
    CREATE INDEX runs_unfinished ON lastedit.runs (wanted_at) WHERE finished_at IS NULL;

    CREATE TABLE lastedit.run_claims (
      run_id integer NOT NULL REFERENCES lastedit.runs (id) ON DELETE CASCADE,
      attempt integer NOT NULL,
      worker text NOT NULL,
      began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      ended_at timestamptz,
      ended_as text,
      PRIMARY KEY (run_id, attempt)
    );

    CREATE TABLE lastedit.recipe_texts (
      hash text PRIMARY KEY,
      text_sealed text NOT NULL,
      stored_at timestamptz NOT NULL DEFAULT now()
    );

    CREATE TABLE lastedit.controls (
      scope text NOT NULL CHECK (scope IN ('everything', 'recipe', 'connection', 'order')),
      name text NOT NULL,
      since timestamptz NOT NULL DEFAULT now(),
      until timestamptz,
      by text NOT NULL,
      because text NOT NULL,
      PRIMARY KEY (scope, name)
    );

    CREATE TABLE lastedit.control_moves (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at timestamptz NOT NULL DEFAULT now(),
      by text NOT NULL,
      what text NOT NULL,
      scope text NOT NULL,
      name text NOT NULL,
      because text NOT NULL
    );

    CREATE TABLE lastedit.breakers (
      connection text PRIMARY KEY,
      state text NOT NULL CHECK (state IN ('closed', 'open', 'half-open')),
      failures integer NOT NULL DEFAULT 0,
      openings integer NOT NULL DEFAULT 0,
      tickets integer NOT NULL DEFAULT 0,
      passed integer NOT NULL DEFAULT 0,
      since timestamptz NOT NULL DEFAULT now(),
      touched_at timestamptz NOT NULL DEFAULT now(),
      next_probe_at timestamptz,
      because text NOT NULL DEFAULT ''
    );

    CREATE TABLE lastedit.budgets (
      tenant text PRIMARY KEY,
      state jsonb NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now()
    );

    CREATE TABLE lastedit.leases (
      name text PRIMARY KEY,
      holder text NOT NULL,
      since timestamptz NOT NULL,
      until timestamptz NOT NULL
    );

    CREATE TABLE lastedit.workers (
      id text PRIMARY KEY,
      kind text NOT NULL,
      version text NOT NULL,
      runs_up_to integer NOT NULL,
      host text NOT NULL,
      pid integer NOT NULL,
      started_at timestamptz NOT NULL DEFAULT now(),
      seen_at timestamptz NOT NULL DEFAULT now(),
      in_flight integer NOT NULL DEFAULT 0,
      connections jsonb NOT NULL DEFAULT '[]',
      requests_waiting jsonb NOT NULL DEFAULT '{}'
    );

    CREATE TABLE lastedit.source_requests (
      id uuid PRIMARY KEY,
      source_id text NOT NULL,
      request_sealed text NOT NULL,
      response_sealed text,
      taken_by text,
      received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      expires_at timestamptz NOT NULL
    );
    CREATE INDEX source_requests_open ON lastedit.source_requests (source_id, received_at) WHERE taken_by IS NULL;

    CREATE TABLE lastedit.source_ticks (
      source_id text PRIMARY KEY,
      done_until timestamptz NOT NULL
    );
  `,
};
