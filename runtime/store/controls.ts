import type { Database, Queryable } from "./database.ts";
import { oneRow } from "./one-row.ts";

/** What can be paused. `everything` has no name. An order is named by its name, its id or its key `<shop>:<id>`. */
export type ControlScope = "everything" | "recipe" | "connection" | "order";

/** A pause that is in force. Events go on being taken in; their runs wait, and fold into one per order. */
export interface Control {
  readonly scope: ControlScope;
  /** Empty for `everything`. */
  readonly name: string;
  readonly since: Date;
  /** When it ends by itself; `null` when somebody must end it. */
  readonly until: Date | null;
  readonly by: string;
  readonly because: string;
}

export interface PauseRequest {
  readonly scope: ControlScope;
  readonly name: string;
  readonly by: string;
  readonly because: string;
  readonly until?: Date | null;
}

export interface ResumeRequest {
  readonly scope: ControlScope;
  readonly name: string;
  readonly by: string;
  readonly because?: string;
}

/** Somebody's move, kept for whoever asks later. */
export interface ControlMove {
  readonly at: Date;
  readonly by: string;
  readonly what: "paused" | "resumed" | "cancelled" | "reload asked";
  readonly scope: string;
  readonly name: string;
  readonly because: string;
}

/** SQL that holds for a control `c` in force. */
export const CONTROL_IN_FORCE = "(c.until IS NULL OR c.until > now())";

/** SQL that holds when the control `c` covers the run `r`. Shopify's order names come with or without the `#`. */
export const CONTROL_COVERS_RUN = `(c.scope = 'everything'
  OR (c.scope = 'recipe' AND c.name = r.recipe)
  OR (c.scope = 'connection' AND c.name = ANY (r.connections))
  OR (c.scope = 'order' AND c.name IN (r.order_key, r.order_id, ltrim(r.order_name, '#'))))`;

/** Pauses it, or changes the reason and the end of a pause. All workers obey within seconds. */
export async function pause(database: Database, request: PauseRequest): Promise<Control> {
  const { scope, by, because, until = null } = request;
  const name = plainName(scope, request.name);
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<Control>(
      `INSERT INTO lastedit.controls (scope, name, until, by, because) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (scope, name) DO UPDATE SET until = EXCLUDED.until, by = EXCLUDED.by, because = EXCLUDED.because,
         since = CASE WHEN controls.until <= now() THEN now() ELSE controls.since END
       RETURNING scope, name, since, until, by, because`,
      [scope, name, until?.toISOString() ?? null, by, because],
    );
    await noteMove(tx, { by, what: "paused", scope, name, because });
    return oneRow(rows);
  });
}

/** @returns Whether it was paused */
export async function resume(database: Database, request: ResumeRequest): Promise<boolean> {
  const { scope, by, because = "" } = request;
  const name = plainName(scope, request.name);
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<{ held: boolean }>(
      `DELETE FROM lastedit.controls c WHERE scope = $1 AND name = $2 RETURNING ${CONTROL_IN_FORCE} AS held`,
      [scope, name],
    );
    const held = rows[0]?.held === true;
    if (held) await noteMove(tx, { by, what: "resumed", scope, name, because });
    return held;
  });
}

/** Nothing is run any more; steps that are under way finish. Events go on being taken in. */
export function stopEverything(
  database: Database,
  request: { readonly by: string; readonly because: string },
): Promise<Control> {
  return pause(database, { ...request, scope: "everything", name: "" });
}

/** @returns Whether everything was stopped */
export function resumeEverything(
  database: Database,
  request: { readonly by: string; readonly because?: string },
): Promise<boolean> {
  return resume(database, { ...request, scope: "everything", name: "" });
}

/** Pauses in force, the latest first. */
export async function listControls(database: Queryable): Promise<Control[]> {
  const { rows } = await database.query<Control>(
    `SELECT scope, name, since, until, by, because FROM lastedit.controls c WHERE ${CONTROL_IN_FORCE} ORDER BY since DESC, scope, name`,
  );
  return rows;
}

/** Who paused, resumed and cancelled what, the latest first. */
export async function listControlMoves(database: Queryable, limit = 100): Promise<ControlMove[]> {
  const { rows } = await database.query<ControlMove>(
    "SELECT at, by, what, scope, name, because FROM lastedit.control_moves ORDER BY id DESC LIMIT $1",
    [limit],
  );
  return rows;
}

export async function noteMove(tx: Queryable, move: Omit<ControlMove, "at">): Promise<void> {
  await tx.query("INSERT INTO lastedit.control_moves (by, what, scope, name, because) VALUES ($1, $2, $3, $4, $5)", [
    move.by,
    move.what,
    move.scope,
    move.name,
    move.because,
  ]);
}

function plainName(scope: ControlScope, name: string): string {
  if (scope === "everything") return "";
  const plain = scope === "order" ? name.trim().replace(/^#/, "") : name.trim();
  if (plain === "") throw new RangeError(`The name of the ${scope} is empty; expected one. Nothing was changed.`);
  return plain;
}
