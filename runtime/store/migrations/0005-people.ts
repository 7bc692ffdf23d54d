import type { Migration } from "./migrate.ts";

/**
 * Who may use LastEdit, and who changed what.
 *
 * - `sessions`, `sign_in_links`: only the digest of the token is kept, so that who reads the database cannot sign in.
 * - `sign_in_failures`: of an account or an address, so that passwords cannot be tried out on any process.
 * - `audit_log`: keeps the name of the person, also when the user is gone.
 * - `exceptions.changed_at`: so that whoever looks at exceptions hears of each change, whichever process made it; its
 *   other new columns put the work queue into the order of its deadlines.
 */
export const PEOPLE: Migration = {
  name: "0005-people",
  compatibleFrom: 2,
  sql: `
    CREATE TABLE lastedit.users (
      id uuid PRIMARY KEY,
      name text NOT NULL,
      email text,
      role text NOT NULL CHECK (role IN ('operator', 'editor', 'admin')),
      password_hash text,
      oidc_subject text UNIQUE,
      disabled boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE UNIQUE INDEX users_by_name ON lastedit.users (lower(name));
    CREATE UNIQUE INDEX users_by_email ON lastedit.users (lower(email));

    CREATE TABLE lastedit.sessions (
      token_digest text PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES lastedit.users (id) ON DELETE CASCADE,
      how text NOT NULL CHECK (how IN ('link', 'password', 'oidc')),
      from_address text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      seen_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL
    );
    CREATE INDEX sessions_by_user ON lastedit.sessions (user_id);

    CREATE TABLE lastedit.sign_in_links (
      token_digest text PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES lastedit.users (id) ON DELETE CASCADE,
      expires_at timestamptz NOT NULL
    );

    CREATE TABLE lastedit.sign_in_failures (
      subject text PRIMARY KEY,
      failures integer NOT NULL,
      last_at timestamptz NOT NULL,
      locked_until timestamptz
    );

    CREATE TABLE lastedit.audit_log (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at timestamptz NOT NULL DEFAULT now(),
      by text NOT NULL,
      user_id uuid,
      what text NOT NULL,
      subject text NOT NULL,
      before jsonb,
      after jsonb,
      from_address text NOT NULL
    );
    CREATE INDEX audit_log_by_person ON lastedit.audit_log (by, id DESC);
    CREATE INDEX audit_log_by_subject ON lastedit.audit_log (subject, id DESC);
    CREATE INDEX audit_log_by_time ON lastedit.audit_log (at, id);

    CREATE TABLE lastedit.settings (
      field text PRIMARY KEY,
      value jsonb NOT NULL,
      changed_at timestamptz NOT NULL DEFAULT now(),
      changed_by text NOT NULL
    );

    ALTER TABLE lastedit.exceptions
      ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now(),
      ADD COLUMN held_by text,
      ADD COLUMN due timestamptz NOT NULL DEFAULT 'infinity',
      ADD COLUMN severity_rank integer NOT NULL DEFAULT 1;
    CREATE INDEX exceptions_by_change ON lastedit.exceptions (changed_at);
    CREATE INDEX exceptions_by_deadline ON lastedit.exceptions (status, due, severity_rank, first_seen_at, id);
    CREATE INDEX exceptions_by_holder ON lastedit.exceptions (held_by, status) WHERE held_by IS NOT NULL;
    CREATE FUNCTION lastedit.note_exception_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      SELECT value #>> '{state,by}', COALESCE((value ->> 'mattersUntil')::timestamptz, 'infinity')
        INTO NEW.held_by, NEW.due
        FROM lastedit.data_store_records WHERE store = 'lastedit' AND key = 'exception/' || NEW.id;
      NEW.due = COALESCE(NEW.due, 'infinity');
      NEW.severity_rank = array_position(ARRAY['high', 'medium', 'low'], NEW.severity);
      NEW.changed_at = clock_timestamp();
      RETURN NEW;
    END $$;
    CREATE TRIGGER exception_changes BEFORE INSERT OR UPDATE ON lastedit.exceptions
      FOR EACH ROW EXECUTE FUNCTION lastedit.note_exception_change();
    UPDATE lastedit.exceptions SET changed_at = now();
  `,
};
