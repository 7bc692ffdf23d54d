import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { fixedKeyRing } from "./keys/key-ring.ts";
import type { KeyRing, VaultKey } from "./keys/key-ring.ts";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what must not lie readable in the database: connection secrets, raw events, checkpoints (AES-256-GCM). */
export interface Vault {
  /** @returns `v2:<key id>:<base64>`, sealed with the current key */
  seal(text: string): string;
  /** @throws {Error} When the text was sealed with a key that is not here, or changed since */
  open(sealed: string): string;
}

/** @param keys - One key of 32 bytes, or several, so that what older ones sealed can be opened */
export function createVault(keys: Buffer | KeyRing): Vault {
  const ring = Buffer.isBuffer(keys) ? fixedKeyRing([keys]) : keys;
  return {
    seal(text) {
      const key = ring.current();
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key.bytes, iv);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return sealedWith(key.id) + Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64");
    },
    open(sealed) {
      const parts = sealed.split(":");
      const [version, id] = parts;
      if (version === "v2") return unseal(known(ring, id ?? ""), parts[2] ?? "");
      if (version === "v1") return unsealWithAny(ring.all(), parts[1] ?? "");
      throw new Error(`A sealed value begins with "${String(version)}"; expected "v2" or "v1".`);
    },
  };
}

/** What a value begins with that was sealed with this key. */
export function sealedWith(keyId: string): string {
  return `v2:${keyId}:`;
}

function known(ring: KeyRing, id: string): VaultKey {
  const key = ring.find(id);
  if (key !== undefined) return key;
  throw new Error(
    `A stored value was sealed with another key, ${id}, which is not here; there is ${ring
      .all()
      .map((each) => each.id)
      .join(", ")}. Start LastEdit with the LASTEDIT_KEY, or the file encryption.key, it was stored with.`,
  );
}

/** The first version did not say which key it had sealed with. */
function unsealWithAny(keys: readonly VaultKey[], base64: string): string {
  let failure: unknown;
  for (const key of keys) {
    try {
      return unseal(key, base64);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function unseal(key: VaultKey, base64: string): string {
  const bytes = Buffer.from(base64, "base64");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key.bytes, bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch (error) {
    throw new Error(
      "A stored value was sealed with another key, or changed since. Start LastEdit with the LASTEDIT_KEY, or the file encryption.key, it was stored with.",
      { cause: error },
    );
  }
}
