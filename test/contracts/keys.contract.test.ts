import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readConnections, saveConnection } from "../../runtime/store/connections-store.ts";
import type { Database } from "../../runtime/store/database.ts";
import { readKeyFile } from "../../runtime/store/keys/key-file.ts";
import { announceKeys } from "../../runtime/store/keys/key-holders.ts";
import type { KeyRing } from "../../runtime/store/keys/key-ring.ts";
import { openKeyRing } from "../../runtime/store/keys/open-key-ring.ts";
import { prepareKey, rotateKeys } from "../../runtime/store/keys/rotate-keys.ts";
import { countSealed, sealedColumns } from "../../runtime/store/keys/sealed-columns.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { readEvent } from "../../runtime/store/runs/read-runs.ts";
import { readStoreLog } from "../../runtime/store/store-log.ts";
import { createVault } from "../../runtime/store/vault.ts";
import type { Vault } from "../../runtime/store/vault.ts";
import { TEST_DATABASES } from "../runtime/store/open-test-databases.ts";
import { insertEndedRun } from "./insert-run.ts";

const CONNECTION = { name: "shop", type: "shopify", fields: { accessToken: "shpat_1" } };

describe.each(TEST_DATABASES)("keys on $name", ({ open }) => {
  let database: Database;
  let home: string;
  let ring: KeyRing;
  let vault: Vault;

  beforeAll(async () => {
    database = await open();
    await migrate(database);
    home = await mkdtemp(path.join(tmpdir(), "lastedit-keys-"));
    ring = await openKeyRing(home, {});
    vault = createVault(ring);
    await saveConnection(database, vault, CONNECTION);
    for (let id = 1; id <= 450; id += 1) await insertEndedRun(database, vault, { id, endedDaysAgo: 1 });
    // One that the first version sealed, which did not say with which key.
    await database.query(
      "UPDATE lastedit.events SET payload_sealed = regexp_replace(payload_sealed, '^v2:[^:]+', 'v1') WHERE run_id = 7",
    );
  });

  afterAll(async () => {
    await database.close();
    await rm(home, { recursive: true, force: true });
  });

  const rotate = (goOn = () => true) => rotateKeys({ database, home, env: {}, by: "tester", goOn });
  const everythingOpens = async (): Promise<void> => {
    expect(await readConnections(database, vault)).toEqual([CONNECTION]);
    for (const id of [1, 7, 201, 450]) expect(await readEvent(database, vault, id)).toMatchObject({ sku: "OXF-SHI" });
  };

  test("knows every sealed column by its name", async () => {
    const found = (await sealedColumns(database)).map(
      ({ table, column, key }) => `${table}.${column} by ${key.join(", ")}`,
    );
    expect(found).toEqual(
      expect.arrayContaining([
        "connections.fields_sealed by name",
        "events.payload_sealed by run_id, id",
        "run_steps.checkpoint_sealed by run_id, id",
      ]),
    );
  });

  test("seals everything anew with a new key, goes on after a break, and then forgets the old key", async () => {
    const before = ring.current().id;
    const begun = await rotate(() => false);
    expect(begun).toMatchObject({ done: false });
    expect(begun.resealed).toBeGreaterThan(0);
    // As after a kill: both keys are there, and both kinds of values.
    await everythingOpens();
    expect(Object.keys(await countSealed(database))).toEqual(expect.arrayContaining([before, begun.currentKey]));

    // What somebody seals meanwhile is sealed with the new key.
    await saveConnection(database, createVault(await openKeyRing(home, {})), CONNECTION);
    const finished = await rotate();
    expect(finished).toMatchObject({ done: true, currentKey: begun.currentKey });
    expect(await countSealed(database)).toEqual({ [finished.currentKey]: 451 });
    expect((await readFile(path.join(home, "encryption.key"), "utf8")).trim().split("\n")).toHaveLength(1);
    await everythingOpens();
    expect(await readStoreLog(database)).toMatchObject([{ what: "keys-rotated", by: "tester" }]);
    expect(finished.currentKey).not.toBe(before);
  });

  test("seals nothing with a prepared key before every living process knows it", async () => {
    const stranger = await mkdtemp(path.join(tmpdir(), "lastedit-keys-"));
    const elsewhere = await announceKeys(database, await openKeyRing(stranger, {}), "elsewhere:1");
    const counts = await countSealed(database);
    const next = await prepareKey(home, {});
    expect(next).toBe(await prepareKey(home, {}));
    await expect(rotate()).rejects.toThrow("is not known to elsewhere:1. Copy encryption.key to these hosts");
    expect(await countSealed(database)).toEqual(counts);
    await elsewhere.stop();
    expect(await rotate()).toMatchObject({ currentKey: next, done: true });
    await everythingOpens();
    await rm(stranger, { recursive: true });
  });

  test("with the key in the environment, says how, and seals with it once the old one is named too", async () => {
    const { current } = readKeyFile(home);
    const wanted = Buffer.alloc(32, 9).toString("base64");
    const inEnvironment = (env: Record<string, string>) =>
      rotateKeys({ database, home, env, by: "tester", goOn: () => true });
    await expect(inEnvironment({ LASTEDIT_KEY: wanted })).rejects.toThrow(
      "set that to a new one and LASTEDIT_OLD_KEYS",
    );
    const env = { LASTEDIT_KEY: wanted, LASTEDIT_OLD_KEYS: current.toString("base64") };
    expect(await inEnvironment(env)).toMatchObject({ done: true, resealed: 451 });
    expect(await readConnections(database, createVault(Buffer.alloc(32, 9)))).toEqual([CONNECTION]);
  });
});
