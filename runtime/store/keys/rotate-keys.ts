import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "../database.ts";
import { logToStore } from "../store-log.ts";
import { createVault } from "../vault.ts";
import { readKeyFile, writeKeyFile } from "./key-file.ts";
import { processesWithout } from "./key-holders.ts";
import { vaultKey } from "./key-ring.ts";
import { keysAreInEnvironment, openKeyRing } from "./open-key-ring.ts";
import type { KeyEnv } from "./open-key-ring.ts";
import { reseal } from "./reseal.ts";

/** Running processes look at the key file every second and say every 5 s which keys they have. */
const HOLDERS_WITHIN_MS = 15_000;

/** The keys cannot be changed now. The message says why, and what was changed. */
export class KeyRotationError extends Error {
  readonly code = "key-rotation";
}

export interface RotationOptions {
  readonly database: Database;
  readonly home: string;
  readonly env: KeyEnv;
  readonly by: string;
  /** Asked between portions; `false` leaves the rest for the next call. */
  goOn(): boolean;
}

export interface Rotation {
  readonly currentKey: string;
  /** Values sealed anew by this call. */
  readonly resealed: number;
  /** All is sealed with the current key; the old one is no longer needed. */
  readonly done: boolean;
}

/**
 * Makes a new key the current one and seals everything anew with it. The old key is kept until that is done; called again
 * after a kill, it goes on where it was.
 *
 * With keys in the environment the new key is `LASTEDIT_KEY` already and the old one in `LASTEDIT_OLD_KEYS`.
 *
 * @throws {KeyRotationError} When a living process lacks the new key
 */
export async function rotateKeys({ database, home, env, by, goOn }: RotationOptions): Promise<Rotation> {
  const inEnvironment = keysAreInEnvironment(env);
  if (!inEnvironment) await beginInFile(database, home);
  const ring = await openKeyRing(home, env);
  const { id } = ring.current();
  if (inEnvironment && ring.all().length === 1) {
    throw new KeyRotationError(
      "The key is in LASTEDIT_KEY: set that to a new one and LASTEDIT_OLD_KEYS to the present one in all processes, restart them, and call this again. Nothing was changed.",
    );
  }
  await untilAllSealWith(database, id);
  const { values, done } = await reseal(database, createVault(ring), id, goOn);
  if (done) {
    if (!inEnvironment) await writeKeyFile(home, { ...readKeyFile(home), old: [] });
    const summary = `Everything is sealed with the key ${id}.`;
    await logToStore(database, { what: "keys-rotated", by, summary, details: { key: id } });
  }
  return { currentKey: id, resealed: values, done };
}

/** Adds the key to come to the key file, so that the file can be copied to other hosts before anything is sealed with it. */
export async function prepareKey(home: string, env: KeyEnv): Promise<string> {
  if (keysAreInEnvironment(env)) {
    throw new KeyRotationError(
      "The key is in LASTEDIT_KEY, not in a file: there is nothing to prepare. Nothing was changed.",
    );
  }
  await openKeyRing(home, env);
  const keys = readKeyFile(home);
  const next = keys.next ?? randomBytes(32);
  await writeKeyFile(home, { ...keys, next });
  return vaultKey(next).id;
}

/** Unless a rotation is under way: the prepared key, or a new one, becomes the current one. */
async function beginInFile(database: Database, home: string): Promise<void> {
  const { current, old, next } = readKeyFile(home);
  if (old.length > 0) return;
  if (next !== null) await refuseWithout(database, vaultKey(next).id);
  await writeKeyFile(home, { current: next ?? randomBytes(32), old: [current], next: null });
}

async function refuseWithout(database: Database, keyId: string): Promise<void> {
  const without = await processesWithout(database, keyId, "known");
  if (without.length === 0) return;
  throw new KeyRotationError(
    `The new key ${keyId} is not known to ${without.join(", ")}. Copy encryption.key to these hosts and call this again. Nothing was changed.`,
  );
}

async function untilAllSealWith(database: Database, keyId: string): Promise<void> {
  const until = Date.now() + HOLDERS_WITHIN_MS;
  for (;;) {
    const without = await processesWithout(database, keyId, "current");
    if (without.length === 0) return;
    if (Date.now() > until) {
      throw new KeyRotationError(
        `The new key ${keyId} is not in use by ${without.join(", ")}. Copy encryption.key to these hosts (or set LASTEDIT_KEY and LASTEDIT_OLD_KEYS there and restart) and call this again. Nothing was sealed anew; the old key stays valid.`,
      );
    }
    await wait(200);
  }
}
