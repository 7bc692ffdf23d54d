import { createHash } from "node:crypto";
import type { TenantProfile } from "../../domain/sales-order/tenant-profile.ts";
import { peoplevoxAddress } from "./peoplevox-address.ts";
import { budgetOf } from "./request-budget.ts";
import type { RequestBudget } from "./request-budget.ts";
import type { PeoplevoxCredentials } from "./soap-calls.ts";
import type { ConnectionProfile } from "./tenant-profile/connection-profile.ts";
import { readPeoplevoxProfile } from "./tenant-profile/read-profile.ts";
import type { ReturnsDesk } from "./returns-desk.ts";
import { createReturnsDeskOverSoap } from "./returns-desk-over-soap.ts";
import { createWarehouseOverSoap } from "./warehouse-over-soap.ts";
import type { Warehouse } from "./warehouse.ts";
import { createPeoplevoxClient } from "./wms-client.ts";
import type { PeoplevoxClient } from "./wms-client.ts";

/** What it takes to reach a merchant's Peoplevox. */
export interface PeoplevoxSettings extends PeoplevoxCredentials {
  /** See `peoplevoxAddress` for the forms. */
  readonly url: string;
  /** The tenant profile as people write it; see `readPeoplevoxProfile`. */
  readonly profile?: unknown;
}

/** A tenant's Peoplevox, with session, budget and merging shared by all who use it in this process. */
export interface SharedPeoplevox {
  readonly client: PeoplevoxClient;
  readonly warehouse: Warehouse;
  readonly returnsDesk: ReturnsDesk;
  /** The tenant profile as far as rules need it. */
  readonly profile: TenantProfile;
  readonly connection: ConnectionProfile;
  /** The tenant. */
  readonly clientId: string;
}

/** Kept on `globalThis`, since each built component carries its own copy of this file and all must share. */
interface Registry {
  readonly shared: Map<string, SharedPeoplevox>;
  readonly budgets: Map<string, RequestBudget>;
  /** Requests sent by this process, by operation. */
  readonly requests: Map<string, number>;
}

/** Raise it when the shape of what is kept changes, so that copies of different age do not share. */
const SHAPE = 2;
const REGISTRY = Symbol.for("lastedit.peoplevox.clients");

/**
 * The one client and warehouse for these settings in this process.
 *
 * The request budget belongs to the tenant: other users or profiles of the same tenant share it, and its limits are
 * those of whoever came first.
 *
 * @throws {PeoplevoxSettingsError} The address or the profile cannot be used
 */
export function warehouseFor(settings: PeoplevoxSettings): SharedPeoplevox {
  const { shared, budgets, requests } = registry();
  const url = peoplevoxAddress(settings.url, settings.clientId);
  const key = fingerprint({ ...settings, url });
  const known = shared.get(key);
  if (known !== undefined) return known;

  const profile = readPeoplevoxProfile(settings.profile);
  const tenant = url.toLowerCase();
  const budget = budgets.get(tenant) ?? budgetOf(tenant, profile.connection.requestBudget);
  budgets.set(tenant, budget);
  const { username, password } = settings;
  const clientId = settings.clientId.trim();
  const client = createPeoplevoxClient({
    url,
    credentials: { clientId, username, password },
    profile: profile.connection,
    budget,
    onRequest: ({ operation }) => requests.set(operation, (requests.get(operation) ?? 0) + 1),
  });
  const warehouse = createWarehouseOverSoap(client, profile);
  const returnsDesk = createReturnsDeskOverSoap(client, profile);
  const created = { client, warehouse, returnsDesk, profile: profile.rules, connection: profile.connection, clientId };
  shared.set(key, created);
  return created;
}

/** SOAP requests this process has sent to all tenants so far, by operation. */
export function sentPeoplevoxRequests(): Readonly<Record<string, number>> {
  return Object.fromEntries(registry().requests);
}

function registry(): Registry {
  const kept = globalThis as { [REGISTRY]?: Map<number, Registry> };
  const byShape = kept[REGISTRY] ?? new Map<number, Registry>();
  const known = byShape.get(SHAPE) ?? { shared: new Map(), budgets: new Map(), requests: new Map() };
  kept[REGISTRY] = byShape.set(SHAPE, known);
  return known;
}

/** Settings hold a password, so only their hash is ever kept as a key. */
function fingerprint(settings: unknown): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex");
}
