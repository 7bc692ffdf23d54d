import type { Emit, SourceDb } from "../../../components/pipedream-component.ts";
import type { ShopifyAdminClient } from "../../../components/shopify/admin-client.ts";
import type { OrderTopic } from "../../../components/shopify/webhooks/webhook-tables.ts";
import { decodeState, encodeState, newState } from "./settle-state.ts";
import type { SettleState, StoredState } from "./settle-state.ts";
import type { SettlePolicy } from "./settle-window.ts";
import type { Telling } from "./telling.ts";

/** Everything a run of an order source works with, read from the component's props once. */
export interface OrderSource {
  readonly shop: string;
  readonly client: ShopifyAdminClient;
  /** The app's client secret, and during a rotation the one before. */
  readonly secrets: readonly (string | undefined)[];
  readonly topics: readonly OrderTopic[];
  readonly policy: SettlePolicy;
  /** How often Shopify is asked for changes that no webhook told, and for our subscriptions. */
  readonly checkEveryMs: number;
  /** Whether a change to address, note, attributes and the like counts, or only lines and cancellation. */
  readonly detailChanges: boolean;
  /** Order metafields that count as details, as `namespace.key`. */
  readonly metafields: readonly string[];
  /** Whether payment, tags and holds count too: what an order that waits for its release waits for. */
  readonly releaseSignals: boolean;
  /** What is told of an order that has settled; default: that it changed. */
  readonly telling?: Telling;
  /** Where Shopify sends its webhooks. */
  readonly uri: string;
  readonly db: SourceDb;
  readonly emit: Emit;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const KEY = "settle";

/**
 * Runs of one source overlap (a webhook arrives while a tick waits for Shopify). State is therefore read, changed and
 * written in one go: never await between `readState` and `writeState`.
 */
export function readState(source: Pick<OrderSource, "db" | "now">): SettleState {
  const stored = source.db.get(KEY) as StoredState | undefined;
  return stored === undefined ? newState(source.now()) : decodeState(stored);
}

export function writeState(source: Pick<OrderSource, "db">, state: SettleState): void {
  source.db.set(KEY, encodeState(state));
}
