import type { Queryable } from "../store/database.ts";
import type { Vault } from "../store/vault.ts";

export const TRIGGER_ID_PREFIX = "dc_";

/** A source that a client has deployed. */
export interface DeployedTrigger {
  /** `dc_…` */
  readonly id: string;
  readonly project: string;
  readonly externalUser: string;
  readonly componentKey: string;
  readonly name: string;
  /** As the client gave them. */
  readonly props: Readonly<Record<string, unknown>>;
  readonly webhookUrl: string | null;
  readonly signingKey: string;
  readonly active: boolean;
  readonly emitOnDeploy: boolean;
  /** The source's own state. */
  readonly state: Record<string, unknown>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

interface Row {
  readonly id: string;
  readonly project: string;
  readonly external_user: string;
  readonly component_key: string;
  readonly name: string;
  readonly props_sealed: string;
  readonly webhook_url: string | null;
  readonly signing_key_sealed: string;
  readonly active: boolean;
  readonly emit_on_deploy: boolean;
  readonly state: Record<string, unknown>;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export async function insertTrigger(
  database: Queryable,
  vault: Vault,
  trigger: Omit<DeployedTrigger, "active" | "state" | "createdAt" | "updatedAt">,
): Promise<DeployedTrigger> {
  const { rows } = await database.query<Row>(
    `INSERT INTO lastedit.deployed_triggers (id, project, external_user, component_key, name, props_sealed, webhook_url,
       signing_key_sealed, active, emit_on_deploy)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, true, $9) RETURNING *`,
    [
      trigger.id,
      trigger.project,
      trigger.externalUser,
      trigger.componentKey,
      trigger.name,
      vault.seal(JSON.stringify(trigger.props)),
      trigger.webhookUrl,
      vault.seal(trigger.signingKey),
      trigger.emitOnDeploy,
    ],
  );
  const [row] = rows;
  if (row === undefined)
    throw new Error(`The trigger "${trigger.id}" was not stored, and the database did not say why.`);
  return fromRow(vault, row);
}

/** Those of one user of one project, or all; the oldest first. */
export async function readTriggers(
  database: Queryable,
  vault: Vault,
  owner?: { readonly project: string; readonly externalUser: string },
): Promise<DeployedTrigger[]> {
  const { rows } = await database.query<Row>(
    `SELECT * FROM lastedit.deployed_triggers WHERE $1::text IS NULL OR (project = $1 AND external_user = $2)
     ORDER BY created_at, id`,
    [owner?.project ?? null, owner?.externalUser ?? null],
  );
  return rows.map((row) => fromRow(vault, row));
}

export async function isActiveTrigger(database: Queryable, id: string): Promise<boolean> {
  const { rows } = await database.query("SELECT 1 FROM lastedit.deployed_triggers WHERE id = $1 AND active", [id]);
  return rows.length === 1;
}

/** Replaces what a client may change. */
export async function updateTrigger(
  database: Queryable,
  vault: Vault,
  { id, name, props, active }: Pick<DeployedTrigger, "id" | "name" | "props" | "active">,
): Promise<void> {
  await database.query(
    `UPDATE lastedit.deployed_triggers SET name = $2, props_sealed = $3, active = $4, updated_at = now() WHERE id = $1`,
    [id, name, vault.seal(JSON.stringify(props)), active],
  );
}

export async function saveTriggerState(
  tx: Queryable,
  id: string,
  state: Readonly<Record<string, unknown>>,
): Promise<void> {
  await tx.query("UPDATE lastedit.deployed_triggers SET state = $2::jsonb WHERE id = $1", [id, JSON.stringify(state)]);
}

export async function deleteTrigger(database: Queryable, id: string): Promise<void> {
  await database.query("DELETE FROM lastedit.deployed_triggers WHERE id = $1", [id]);
}

function fromRow(vault: Vault, row: Row): DeployedTrigger {
  return {
    id: row.id,
    project: row.project,
    externalUser: row.external_user,
    componentKey: row.component_key,
    name: row.name,
    props: JSON.parse(vault.open(row.props_sealed)) as Record<string, unknown>,
    webhookUrl: row.webhook_url,
    signingKey: vault.open(row.signing_key_sealed),
    active: row.active,
    emitOnDeploy: row.emit_on_deploy,
    state: row.state,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
