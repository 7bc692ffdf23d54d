import { createHash } from "node:crypto";

const KEY_BYTES = 32;

export interface VaultKey {
  /** Names the key and says nothing of it: the beginning of its SHA-256. */
  readonly id: string;
  readonly bytes: Buffer;
}

/** The keys that this process can open with. */
export interface KeyRing {
  /** Seals from now on. */
  current(): VaultKey;
  find(id: string): VaultKey | undefined;
  /** The current one first. */
  all(): readonly VaultKey[];
}

/** @param keys - The current one first */
export function fixedKeyRing(keys: readonly Buffer[]): KeyRing {
  const ring = keys.map(vaultKey);
  const [first] = ring;
  if (first === undefined) throw new Error("There is no encryption key; expected at least one.");
  return { current: () => first, find: (id) => ring.find((key) => key.id === id), all: () => ring };
}

export function vaultKey(bytes: Buffer): VaultKey {
  if (bytes.length !== KEY_BYTES)
    throw new Error(`The encryption key has ${bytes.length} bytes; expected ${KEY_BYTES}.`);
  return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 8), bytes };
}

/** @param place - Named when the text is no key; the text never is */
export function parseKey(text: string, place: string): Buffer {
  const trimmed = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, "hex") : Buffer.from(trimmed, "base64");
  if (key.length === KEY_BYTES) return key;
  throw new Error(
    `${place} holds a key of ${key.length} bytes; expected ${KEY_BYTES} bytes in base64 or hex, as "openssl rand -base64 32" prints.`,
  );
}
