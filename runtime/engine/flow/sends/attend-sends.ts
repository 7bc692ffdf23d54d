import type { Database } from "../../../store/database.ts";
import { beginSends, endSend, releaseSends, retrySend } from "../../../store/runs/sends.ts";
import type { DueSend } from "../../../store/runs/sends.ts";
import type { Vault } from "../../../store/vault.ts";
import { carryOut, kindsFor } from "./senders.ts";
import type { SendServices } from "./senders.ts";

const AT_ONCE = 20;
/** A send that ends the process each time is not begun for ever. */
const MOST_TRIES = 10;

export interface AttendSendsOptions {
  readonly database: Database;
  readonly vault: Vault;
  readonly services: SendServices;
}

/** Carries out what ended runs and deployed triggers want sent. Any process may; each send is taken by one. */
export async function attendSends({ database, vault, services }: AttendSendsOptions): Promise<void> {
  await releaseSends(database);
  const kinds = kindsFor(services);
  for (;;) {
    const due = await beginSends(database, vault, kinds, AT_ONCE);
    await Promise.all(due.map((send) => settle(send)));
    if (due.length < AT_ONCE) return;
  }

  async function settle(send: DueSend): Promise<void> {
    if (send.tries > MOST_TRIES) {
      return endSend(database, send.id, "failed", `Begun ${MOST_TRIES} times and never ended.`);
    }
    const { status, because, retryAfterMs } = await carryOut(send, services);
    if (retryAfterMs === undefined) return endSend(database, send.id, status, because);
    return retrySend(database, send.id, retryAfterMs, because);
  }
}
