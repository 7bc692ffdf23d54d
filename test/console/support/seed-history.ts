import type { Database } from "../../../runtime/store/database.ts";
import type { ModelRun, ModelRuns } from "./model-runs.ts";

/** How many runs are made of one. */
export const SEEDED_RUNS = 120;
const EVERY_MS = 47_000;

const REFUSED = {
  message:
    "Peoplevox refused row 2 of “Sales order items”: ItemCode OXF-SHI-NAV-XXL is not known. Nothing was changed.",
  code: "peoplevox-rejected",
  retry: "never",
  effect: "not-applied",
};

/** What becomes of the copies, in turn. Where the parcel was stopped, the run says so itself. */
const ENDS = [
  {
    status: "succeeded",
    outcome: "apply-in-place",
    summary: "Sales Order brought to the final version (OXF-SHI-NAV-M 2 → 3)",
  },
  { status: "succeeded", outcome: "nothing-to-do", summary: "Sales Order is already right" },
  { status: "succeeded", outcome: "stop-parcel" },
  {
    status: "succeeded",
    outcome: "apply-by-replacement",
    summary: "Sales Order replaced (TEE-WHT-L 1 → 0, TEE-BLK-L 0 → 1)",
  },
  { status: "failed", outcome: null, summary: null, error: REFUSED },
] as const;

/**
 * A past of `#2000` to `#2119`, newest last, made of two runs that have really happened: their steps, events and
 * results. Each fifth one failed.
 */
export async function seedHistory(database: Database, { inTime, tooLate }: ModelRuns): Promise<void> {
  await database.transaction(async (tx) => {
    for (let index = 0; index < SEEDED_RUNS; index += 1) {
      const end = ENDS[index % ENDS.length] ?? ENDS[0];
      const at = new Date(Date.now() - (SEEDED_RUNS - index) * EVERY_MS);
      const name = `#${2000 + index}`;
      const run = {
        ...end,
        ...("summary" in end && end.summary !== null ? { summary: `${name}: ${end.summary}` } : {}),
        order_id: String(7_002_000 + index),
        order_key: `demo.myshopify.com:${7_002_000 + index}`,
        queued_at: at,
        started_at: new Date(at.getTime() + 800),
        finished_at: new Date(at.getTime() + 800 + 1_000 + ((index * 677) % 4_000)),
      };
      const copy = await copyOf(tx, end.outcome === "stop-parcel" ? tooLate : inTime, name.slice(1), run);
      if (end.status === "failed") await failLast(tx, copy, end.error);
    }
  });
}

/** The model as a run of another order, with its steps and events. @returns The copy's id */
async function copyOf(
  tx: Pick<Database, "query">,
  model: ModelRun,
  number: string,
  differs: Readonly<Record<string, unknown>>,
): Promise<number> {
  const renumbered = (more: string): string =>
    `jsonb_populate_record(t, regexp_replace(to_jsonb(t)::text, '\\y${model.number}\\y', $2, 'g')::jsonb || ${more})`;
  const id = await nextId(tx);
  await tx.query(
    `INSERT INTO lastedit.runs OVERRIDING SYSTEM VALUE
     SELECT copy.* FROM lastedit.runs t, ${renumbered("$3::jsonb")} copy WHERE t.id = $1`,
    [model.id, number, JSON.stringify({ ...differs, id })],
  );
  for (const table of ["run_steps", "events"]) {
    const ids = "jsonb_build_object('run_id', $3::integer, 'id', t.id + 1000 * $3::integer)";
    await tx.query(
      `INSERT INTO lastedit.${table} OVERRIDING SYSTEM VALUE
       SELECT copy.* FROM lastedit.${table} t, ${renumbered(ids)} copy WHERE t.run_id = $1`,
      [model.id, number, id],
    );
  }
  return id;
}

/** The step that writes was refused, and nothing came after it. */
async function failLast(tx: Pick<Database, "query">, run: number, error: typeof REFUSED): Promise<void> {
  await tx.query(
    `UPDATE lastedit.run_steps SET status = 'failed', error = $2, output = NULL, summary = NULL
     WHERE run_id = $1 AND namespace = 'update'`,
    [run, JSON.stringify(error)],
  );
  await tx.query(
    `DELETE FROM lastedit.run_steps s USING lastedit.run_steps u
     WHERE s.run_id = $1 AND u.run_id = $1 AND u.namespace = 'update' AND s.position > u.position`,
    [run],
  );
}

async function nextId(tx: Pick<Database, "query">): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    "SELECT nextval(pg_get_serial_sequence('lastedit.runs', 'id'))::integer AS id",
  );
  return rows[0]?.id ?? 0;
}
