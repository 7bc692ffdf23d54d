import type { CommandContext } from "../commands/command.ts";
import type { App } from "../model/records.ts";
import type { AdminSchema } from "../schema/index.ts";
import type { ViewScope } from "./views/view-scope.ts";

/** Shopify's second gate beside scopes: whether the app was approved to see personal data. */
export type ProtectedCustomerData = "granted" | "fields-denied" | "order-denied";

/** Switches that may change while the sandbox runs. */
export interface Switches {
  protectedCustomerData: ProtectedCustomerData;
  /** A change is found by `orders(query:)` only after this many milliseconds, like Shopify's index. */
  searchLagMs: number;
}

/** Everything one GraphQL request works with. */
export interface RequestContext {
  app: App;
  admin: AdminSchema;
  scope: ViewScope;
  commands: CommandContext;
  switches: Switches;
  /** Told the first field of each operation that runs. */
  count(field: string): void;
  cancelDelayMs: number;
  /** Orders whose cancellation job has not run yet. */
  cancelling: Set<number>;
  /** Writes done under an idempotency key; `result` is null when the write was refused. */
  idempotency: Map<string, { input: string; result: object | null }>;
}
