import type { Migration } from "./migrate.ts";

/**
 * - `recipe_drafts`: what somebody works on, one draft a recipe, and the text that was in force when it was begun.
 * - `recipe_versions`: every text that was in force, numbered per recipe. The file stays what is run; this remembers.
 * - `replays`: bulk replays and time travels; `replay_items` has one row per past run, taken up by any process.
 *
 * Texts and results are sealed: they may hold what nobody but their author should see.
 */
export const RECIPE_DRAFTS_AND_REPLAYS: Migration = {
  name: "0007-recipe-drafts-and-replays",
  compatibleFrom: 2,
  sql: `
    CREATE TABLE lastedit.recipe_drafts (
      recipe text PRIMARY KEY,
      text_sealed text NOT NULL,
      hash text NOT NULL,
      base_hash text,
      changed_by text NOT NULL,
      changed_at timestamptz NOT NULL DEFAULT now()
    );

    CREATE TABLE lastedit.recipe_versions (
      recipe text NOT NULL,
      version integer NOT NULL,
      text_sealed text NOT NULL,
      hash text NOT NULL,
      note text NOT NULL,
      published_by text NOT NULL,
      published_at timestamptz NOT NULL DEFAULT now(),
      outside boolean NOT NULL,
      PRIMARY KEY (recipe, version)
    );

    CREATE TABLE lastedit.replays (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      kind text NOT NULL CHECK (kind IN ('replay', 'time-travel')),
      recipe text,
      text_sealed text,
      version text NOT NULL CHECK (version IN ('original', 'latest')),
      status text NOT NULL CHECK (status IN ('running', 'stopping', 'stopped', 'finished', 'failed')),
      by text NOT NULL,
      because text NOT NULL,
      started_at timestamptz NOT NULL DEFAULT now(),
      finished_at timestamptz
    );

    CREATE TABLE lastedit.replay_items (
      replay_id integer NOT NULL REFERENCES lastedit.replays (id) ON DELETE CASCADE,
      position integer NOT NULL,
      run_id integer NOT NULL,
      state text NOT NULL CHECK (state IN ('waiting', 'started', 'done', 'failed', 'dropped')),
      taken_at timestamptz,
      new_run_id integer,
      outcome_then text,
      outcome_now text,
      summary text NOT NULL DEFAULT '',
      would_send integer NOT NULL DEFAULT 0,
      result_sealed text,
      PRIMARY KEY (replay_id, position)
    );
    CREATE INDEX replay_items_open ON lastedit.replay_items (replay_id, position) WHERE state IN ('waiting', 'started');
  `,
};
