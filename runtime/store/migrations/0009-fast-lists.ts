import type { Migration } from "./migrate.ts";

/**
 * What a million runs and thousands of open exceptions are looked up by.
 *
 * - Runs that were reported as overdue are looked for every ten seconds, and there are few.
 * - Steps that look for gaps or audit the catalogue are few among millions.
 * - `gap_days` keeps what the sweep did on days that are over, so that nobody adds up a quarter of a year each time. A
 *   day is computed from its runs, as often as you like, until it is kept here.
 */
export const FAST_LISTS: Migration = {
  name: "0009-fast-lists",
  compatibleFrom: 2,
  sql: `
    CREATE INDEX runs_reported ON lastedit.runs (id) WHERE reported_at IS NOT NULL;
    CREATE INDEX exceptions_open_by_owner ON lastedit.exceptions (owner, due, id) INCLUDE (state, snoozed_until)
      WHERE status = 'open';
    CREATE INDEX run_steps_of_sweeps ON lastedit.run_steps (run_id, id) WHERE uses LIKE 'peoplevox-check-sync-gaps@%';
    CREATE INDEX run_steps_of_audits ON lastedit.run_steps (run_id, id) WHERE uses LIKE 'peoplevox-audit-sku-catalogue@%';
    CREATE TABLE lastedit.gap_days (
      -- In UTC.
      day date PRIMARY KEY,
      looks integer NOT NULL,
      repaired integer NOT NULL,
      raised integer NOT NULL,
      failed integer NOT NULL
    );
  `,
};
