import type { Queryable } from "../../runtime/store/database.ts";
import type { Vault } from "../../runtime/store/vault.ts";

export interface WantedRun {
  readonly id: number;
  /** `null`: it has not ended. */
  readonly endedDaysAgo: number | null;
  /** @defaultValue `#<id>` */
  readonly orderName?: string;
  /** @defaultValue The run's id */
  readonly orderId?: string;
  /** @defaultValue `demo.myshopify.com` */
  readonly shop?: string;
  /** @defaultValue `jane@example.com` */
  readonly email?: string;
}

/** A run with one event and one step, of an installation that keeps personal data readable. */
export async function insertEndedRun(database: Queryable, vault: Vault, wanted: WantedRun): Promise<void> {
  const { id, endedDaysAgo, email = "jane@example.com", shop = "demo.myshopify.com" } = wanted;
  const { orderName = `#${id}`, orderId = String(id) } = wanted;
  const ended = endedDaysAgo === null ? null : new Date(Date.now() - endedDaysAgo * 86_400_000);
  await database.query(
    `INSERT INTO lastedit.runs (id, recipe, status, order_key, order_name, order_id, outcome, summary, started_at, finished_at)
     OVERRIDING SYSTEM VALUE VALUES ($1, 'edit', $2, $3, $4, $5, $6, $7, $8, $8)`,
    [
      id,
      ended === null ? "waiting" : "succeeded",
      `${shop}:${orderId}`,
      orderName,
      orderId,
      ended === null ? null : "changed",
      `Told ${email} about OXF-SHI`,
      ended,
    ],
  );
  const event = { email, shop, orderName, orderId, giftMessage: "Happy birthday, Jane!", sku: "OXF-SHI" };
  await database.query(
    `INSERT INTO lastedit.events (run_id, payload, payload_sealed, emitted_at) VALUES ($1, $2, $3, now())`,
    [id, JSON.stringify(event), vault.seal(JSON.stringify(event))],
  );
  await database.query(
    `INSERT INTO lastedit.run_steps (run_id, position, namespace, uses, writes, attempt, status, input, logs, summary, started_at)
     VALUES ($1, 0, 'order', 'a@1', false, 1, 'succeeded', $2, $3, 'Read OXF-SHI', now())`,
    [id, JSON.stringify({ email }), JSON.stringify(["The card says: Happy birthday, Jane! (OXF-SHI)"])],
  );
}
