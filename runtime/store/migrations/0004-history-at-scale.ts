import type { Migration } from "./migrate.ts";

/**
 * History for millions of step attempts.
 *
 * - `run_steps`, `events` and `run_search` are partitioned by the run's id, which grows with time: what belongs to one
 *   run lies in one partition, and a partition whose runs are all old is dropped instead of emptied row by row.
 *   `run_partitions` lists them; rows whose partition is not made yet go to the default one.
 * - `run_search` holds the words of each run, in index form. Partitioned too, it is read newest first, part by part, so
 *   that a search for a word that is everywhere costs no more than one for a rare one.
 * - `exceptions` mirrors the exception records of the data store as columns. The record stays the truth.
 * - Triggers keep both up to date, whoever writes.
 */
export const HISTORY_AT_SCALE: Migration = {
  name: "0004-history-at-scale",
  sql: String.raw`
    CREATE TABLE lastedit.run_partitions (
      first_run integer PRIMARY KEY,
      -- The first run after it.
      end_run integer NOT NULL UNIQUE CHECK (end_run > first_run)
    );

    ALTER TABLE lastedit.run_steps RENAME TO run_steps_before;
    CREATE TABLE lastedit.run_steps (LIKE lastedit.run_steps_before INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
      PARTITION BY RANGE (run_id);
    CREATE SEQUENCE lastedit.run_step_ids OWNED BY lastedit.run_steps.id;
    ALTER TABLE lastedit.run_steps ALTER COLUMN id TYPE bigint, ALTER COLUMN id SET DEFAULT nextval('lastedit.run_step_ids'),
      ADD CONSTRAINT run_steps_key PRIMARY KEY (run_id, id);
    CREATE TABLE lastedit.run_steps_default PARTITION OF lastedit.run_steps DEFAULT;

    ALTER TABLE lastedit.events RENAME TO events_before;
    CREATE TABLE lastedit.events (LIKE lastedit.events_before INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
      PARTITION BY RANGE (run_id);
    CREATE SEQUENCE lastedit.event_ids OWNED BY lastedit.events.id;
    ALTER TABLE lastedit.events ALTER COLUMN id TYPE bigint, ALTER COLUMN id SET DEFAULT nextval('lastedit.event_ids'),
      -- Without it a run cannot be played again: its event was taken out of the history.
      ALTER COLUMN payload_sealed DROP NOT NULL,
      ADD CONSTRAINT events_key PRIMARY KEY (run_id, id);
    CREATE TABLE lastedit.events_default PARTITION OF lastedit.events DEFAULT;

    CREATE TABLE lastedit.run_search (
      run_id integer PRIMARY KEY,
      words tsvector NOT NULL
    ) PARTITION BY RANGE (run_id);
    CREATE INDEX run_search_by_word ON lastedit.run_search USING gin (words);
    CREATE TABLE lastedit.run_search_default PARTITION OF lastedit.run_search DEFAULT;

    CREATE FUNCTION lastedit.add_run_partition(first_run integer, end_run integer) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE parent text;
    BEGIN
      FOREACH parent IN ARRAY ARRAY['run_steps', 'events', 'run_search'] LOOP
        EXECUTE format('CREATE TABLE lastedit.%I PARTITION OF lastedit.%I FOR VALUES FROM (%s) TO (%s)',
          parent || '_from_' || first_run, parent, first_run, end_run);
      END LOOP;
      INSERT INTO lastedit.run_partitions VALUES (first_run, end_run);
    END $$;

    -- 100,000 runs a partition, enough for the runs there are and as many again.
    SELECT lastedit.add_run_partition(part * 100000, (part + 1) * 100000)
      FROM generate_series(0, (SELECT COALESCE(max(id), 0) / 100000 + 1 FROM lastedit.runs)) AS part;

    INSERT INTO lastedit.run_steps SELECT * FROM lastedit.run_steps_before;
    INSERT INTO lastedit.events SELECT * FROM lastedit.events_before;
    SELECT setval('lastedit.run_step_ids', (SELECT COALESCE(max(id), 0) + 1 FROM lastedit.run_steps), false);
    SELECT setval('lastedit.event_ids', (SELECT COALESCE(max(id), 0) + 1 FROM lastedit.events), false);
    DROP TABLE lastedit.run_steps_before, lastedit.events_before;

    -- Words of ASCII letters and digits as they are, anything of ASCII between them as a space.
    CREATE FUNCTION lastedit.plain_words(text text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT regexp_replace(left($1, 8000), '[\x01-\x2F:-@\[-\x60{-\x7F→·•…–—“”‘’]+', ' ', 'g')
    $$;

    -- The words of a run, and what it is filtered by as one word each, such as "=s:failed".
    CREATE FUNCTION lastedit.words_of_run(run lastedit.runs) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
      SELECT to_tsvector('simple', lastedit.plain_words(concat_ws(' ', run.order_name, run.order_id, run.summary,
          run.error ->> 'message', run.error ->> 'code')))
        || array_to_tsvector(ARRAY['=r:' || run.recipe, '=o:' || COALESCE(run.outcome, ''),
          '=s:' || CASE WHEN run.status = 'running' THEN 'waiting' ELSE run.status END])
    $$;

    CREATE FUNCTION lastedit.index_run() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO lastedit.run_search VALUES (NEW.id, lastedit.words_of_run(NEW))
        ON CONFLICT (run_id) DO UPDATE SET words = EXCLUDED.words;
      RETURN NULL;
    END $$;
    CREATE TRIGGER run_came AFTER INSERT ON lastedit.runs FOR EACH ROW EXECUTE FUNCTION lastedit.index_run();
    CREATE TRIGGER run_changed AFTER UPDATE ON lastedit.runs FOR EACH ROW
      WHEN (NEW.status <> 'running' AND (OLD.status, OLD.order_name, OLD.order_id, OLD.summary, OLD.error, OLD.outcome)
        IS DISTINCT FROM (NEW.status, NEW.order_name, NEW.order_id, NEW.summary, NEW.error, NEW.outcome))
      EXECUTE FUNCTION lastedit.index_run();
    INSERT INTO lastedit.run_search SELECT id, lastedit.words_of_run(runs) FROM lastedit.runs;

    -- When personal data was taken out of the run's history.
    ALTER TABLE lastedit.runs ADD COLUMN masked_at timestamptz;
    CREATE INDEX runs_to_mask ON lastedit.runs (finished_at) WHERE masked_at IS NULL AND finished_at IS NOT NULL;

    -- Runs before "counted_to" have all ended and are counted here, so that nobody counts a million each time.
    CREATE TABLE lastedit.run_count_mark (one boolean PRIMARY KEY DEFAULT true CHECK (one), counted_to integer NOT NULL);
    INSERT INTO lastedit.run_count_mark (counted_to) VALUES (1);
    CREATE TABLE lastedit.run_counts (
      status text NOT NULL,
      outcome text NOT NULL,
      runs integer NOT NULL,
      events integer NOT NULL,
      PRIMARY KEY (status, outcome)
    );

    -- Instead of foreign keys: making or dropping a partition with one would lock the table of runs.
    CREATE FUNCTION lastedit.forget_runs() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM lastedit.run_steps USING gone WHERE run_id = gone.id;
      DELETE FROM lastedit.events USING gone WHERE run_id = gone.id;
      DELETE FROM lastedit.run_search USING gone WHERE run_id = gone.id;
      UPDATE lastedit.run_counts AS counted SET runs = counted.runs - went.runs, events = counted.events - went.events
      FROM (
        SELECT status, COALESCE(outcome, '') AS outcome, count(*) AS runs, sum(events) AS events FROM gone
        WHERE id < (SELECT counted_to FROM lastedit.run_count_mark FOR UPDATE) GROUP BY 1, 2
      ) AS went
      WHERE (counted.status, counted.outcome) = (went.status, went.outcome);
      RETURN NULL;
    END $$;
    CREATE TRIGGER runs_went AFTER DELETE ON lastedit.runs REFERENCING OLD TABLE AS gone
      FOR EACH STATEMENT EXECUTE FUNCTION lastedit.forget_runs();
    CREATE FUNCTION lastedit.forget_all_runs() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      TRUNCATE lastedit.run_steps, lastedit.events, lastedit.run_search, lastedit.run_counts;
      UPDATE lastedit.run_count_mark SET counted_to = 1;
      RETURN NULL;
    END $$;
    CREATE TRIGGER all_runs_went AFTER TRUNCATE ON lastedit.runs FOR EACH STATEMENT EXECUTE FUNCTION lastedit.forget_all_runs();

    CREATE INDEX runs_by_order_id ON lastedit.runs (order_id, id DESC);
    CREATE INDEX runs_by_recipe ON lastedit.runs (recipe, id DESC);
    CREATE INDEX runs_by_recipe_and_status ON lastedit.runs (recipe, status, id DESC);
    CREATE INDEX runs_by_recipe_and_outcome ON lastedit.runs (recipe, outcome, id DESC);
    CREATE INDEX runs_by_outcome ON lastedit.runs (outcome, id DESC);
    CREATE INDEX runs_by_time ON lastedit.runs (queued_at, id);

    CREATE TABLE lastedit.exceptions (
      id text PRIMARY KEY,
      status text NOT NULL,
      state text NOT NULL,
      snoozed_until timestamptz,
      kind text NOT NULL,
      owner text NOT NULL,
      severity text NOT NULL,
      shop text NOT NULL,
      -- Names of the order and of its root order, without the "#".
      order_names text[] NOT NULL,
      first_seen_at timestamptz NOT NULL,
      last_seen_at timestamptz NOT NULL,
      closed_at timestamptz,
      words tsvector NOT NULL
    );
    CREATE INDEX exceptions_by_time ON lastedit.exceptions (status, last_seen_at DESC, id DESC);
    CREATE INDEX exceptions_by_order ON lastedit.exceptions USING gin (order_names);
    CREATE INDEX exceptions_by_word ON lastedit.exceptions USING gin (words);
    CREATE INDEX exceptions_by_end ON lastedit.exceptions (closed_at) WHERE closed_at IS NOT NULL;

    CREATE FUNCTION lastedit.mirror_exception(exception jsonb) RETURNS void LANGUAGE sql AS $$
      INSERT INTO lastedit.exceptions
      SELECT e ->> 'id', e ->> 'status', COALESCE(e #>> '{state,is}', e ->> 'status'), (e #>> '{state,until}')::timestamptz,
        e ->> 'kind', e ->> 'owner', e ->> 'severity', e ->> 'shop',
        ARRAY[ltrim(e ->> 'orderName', '#'), ltrim(e ->> 'lineage', '#')],
        (e ->> 'firstSeenAt')::timestamptz, (e ->> 'lastSeenAt')::timestamptz, (e ->> 'closedAt')::timestamptz,
        to_tsvector('simple', lastedit.plain_words(concat_ws(' ', e ->> 'orderName', e ->> 'lineage', e ->> 'orderId',
          e ->> 'salesOrderNumber', e ->> 'kind', e ->> 'whatHappened', e ->> 'whatToDo', e ->> 'whatWasChanged',
          e #>> '{state,by}', e #>> '{state,note}')))
      FROM (SELECT exception AS e) AS given
      ON CONFLICT (id) DO UPDATE SET (status, state, snoozed_until, kind, owner, severity, shop, order_names,
          first_seen_at, last_seen_at, closed_at, words)
        = (EXCLUDED.status, EXCLUDED.state, EXCLUDED.snoozed_until, EXCLUDED.kind, EXCLUDED.owner, EXCLUDED.severity,
          EXCLUDED.shop, EXCLUDED.order_names, EXCLUDED.first_seen_at, EXCLUDED.last_seen_at, EXCLUDED.closed_at,
          EXCLUDED.words)
    $$;

    CREATE FUNCTION lastedit.mirror_record() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        DELETE FROM lastedit.exceptions WHERE id = substr(OLD.key, length('exception/') + 1);
      ELSE
        PERFORM lastedit.mirror_exception(NEW.value);
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER exception_written AFTER INSERT OR UPDATE ON lastedit.data_store_records FOR EACH ROW
      WHEN (NEW.store = 'lastedit' AND NEW.key LIKE 'exception/%') EXECUTE FUNCTION lastedit.mirror_record();
    CREATE TRIGGER exception_went AFTER DELETE ON lastedit.data_store_records FOR EACH ROW
      WHEN (OLD.store = 'lastedit' AND OLD.key LIKE 'exception/%') EXECUTE FUNCTION lastedit.mirror_record();
    SELECT lastedit.mirror_exception(value) FROM lastedit.data_store_records
      WHERE store = 'lastedit' AND key LIKE 'exception/%';

    -- Work that exactly one process does at a time, such as retention.
    CREATE TABLE lastedit.housekeeping (
      task text PRIMARY KEY,
      due_at timestamptz NOT NULL DEFAULT now(),
      holder text,
      held_until timestamptz,
      last_finished_at timestamptz,
      last_error text
    );
    -- What was taken out of the store, masked or given out: when, by whom, how much.
    CREATE TABLE lastedit.store_log (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at timestamptz NOT NULL DEFAULT now(),
      what text NOT NULL,
      by text NOT NULL,
      summary text NOT NULL,
      details jsonb NOT NULL
    );
    -- Which encryption keys each living process can open.
    CREATE TABLE lastedit.key_holders (
      process text PRIMARY KEY,
      current_key text NOT NULL,
      known_keys text[] NOT NULL,
      seen_at timestamptz NOT NULL DEFAULT now()
    );
  `,
};
