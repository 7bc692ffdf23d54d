import { stat } from "node:fs/promises";
import type { Config } from "../../connections/config-schema.ts";
import { readConfig } from "../../connections/read-config.ts";
import { backUpEmbedded } from "../../store/backup/embedded-backup.ts";
import { backUpPostgres } from "../../store/backup/postgres-backup.ts";
import { prepareKey, rotateKeys } from "../../store/keys/rotate-keys.ts";
import type { Rotation } from "../../store/keys/rotate-keys.ts";
import { countSealed } from "../../store/keys/sealed-columns.ts";
import { readCustomerRequest } from "../../store/privacy/customer-request.ts";
import { customerData, redactCustomer } from "../../store/privacy/redact-customer.ts";
import type { CustomerData, Redaction } from "../../store/privacy/redact-customer.ts";
import { redactShop } from "../../store/privacy/redact-shop.ts";
import type { ShopRedaction } from "../../store/privacy/redact-shop.ts";
import { applyRetention, previewRetention } from "../../store/retention/apply-retention.ts";
import type { RetentionCounts, RetentionRules } from "../../store/retention/retention.ts";
import { readStoreLog } from "../../store/store-log.ts";
import type { StoreLogEntry } from "../../store/store-log.ts";
import type { Store } from "../installation/open-store.ts";
import { RefusedError } from "./backend.ts";
import type { Json } from "./backend.ts";

/** What people do with the store as a whole. Long work is done in portions: call again until it says that it is done. */
export interface StoreDesk {
  /** @param file - With its whole path, on the machine of the process that answers */
  backUp(file: string): Promise<{ readonly bytes: number }>;
  previewRetention(): Promise<{ readonly rules: RetentionRules; readonly would: RetentionCounts }>;
  applyRetention(by: string): Promise<{ readonly did: RetentionCounts; readonly done: boolean }>;
  keyUse(): Promise<{ readonly current: string; readonly values: Readonly<Record<string, number>> }>;
  /** @returns Id of the key to come */
  prepareKey(): Promise<{ readonly next: string }>;
  rotateKeys(by: string): Promise<Rotation>;
  /** @param request - As `readCustomerRequest` takes it */
  customerData(request: unknown, by: string): Promise<Json<CustomerData>>;
  redactCustomer(request: unknown, by: string): Promise<Redaction>;
  redactShop(shop: string, by: string): Promise<ShopRedaction>;
  storeLog(): Promise<Json<readonly (StoreLogEntry & { readonly at: Date })[]>>;
}

/** How long one portion of long work takes: well below what the caller waits for an answer. */
const PORTION_MS = 20_000;

/** Answers from the store that this process has open. */
export function ownStoreDesk({ database, vault, keys, places, env }: Store): StoreDesk {
  const portion = (): (() => boolean) => {
    const until = Date.now() + PORTION_MS;
    return () => Date.now() < until;
  };
  const rules = async (): Promise<Config["history"]> => (await readConfig(places.configFile, env)).history;

  return {
    backUp: (file) =>
      refusing(async () => {
        const { DATABASE_URL: url } = env;
        await (url === undefined ? backUpEmbedded(database, places.home, file) : backUpPostgres(url, file));
        return { bytes: (await stat(file)).size };
      }),
    async previewRetention() {
      const history = await rules();
      return { rules: history, would: await previewRetention(database, history) };
    },
    async applyRetention(by) {
      const goOn = portion();
      const did = await applyRetention(database, await rules(), by, goOn);
      return { did, done: goOn() };
    },
    keyUse: async () => ({ current: keys.current().id, values: await countSealed(database) }),
    prepareKey: () => refusing(async () => ({ next: await prepareKey(places.home, env) })),
    rotateKeys: (by) => refusing(() => rotateKeys({ database, home: places.home, env, by, goOn: portion() })),
    customerData: (request, by) =>
      refusing(async () => plain(await customerData(database, vault, readCustomerRequest(request), by))),
    redactCustomer: (request, by) => refusing(() => redactCustomer(database, vault, readCustomerRequest(request), by)),
    redactShop: (shop, by) => redactShop(database, shop, by),
    storeLog: async () => plain(await readStoreLog(database)),
  };
}

/** What these say is meant for the person who asked. */
const FOR_THE_PERSON = ["backup", "key-rotation", "customer-request"];

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const told = error instanceof Error && "code" in error && FOR_THE_PERSON.includes(String(error.code));
    throw told ? new RefusedError(error.message) : error;
  }
}

function plain<T>(value: T): Json<T> {
  return JSON.parse(JSON.stringify(value)) as Json<T>;
}
