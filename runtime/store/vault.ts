import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

const VERSION = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Encrypts what must not lie readable in the database: connection secrets, raw events, checkpoints (AES-256-GCM). */
export interface Vault {
  seal(text: string): string;
  /** @throws {Error} When the text was sealed with another key, or changed since */
  open(sealed: string): string;
}

export function createVault(key: Buffer): Vault {
  if (key.length !== KEY_BYTES)
    throw new Error(`The encryption key has ${String(key.length)} bytes; expected ${String(KEY_BYTES)}.`);
  return {
    seal(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return `${VERSION}:${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64")}`;
    },
    open(sealed) {
      const [version, base64 = ""] = sealed.split(":");
      if (version !== VERSION)
        throw new Error(`A sealed value begins with "${String(version)}"; expected "${VERSION}".`);
      const bytes = Buffer.from(base64, "base64");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
          "utf8",
        );
      } catch (error) {
        throw new Error(
          "A stored value was sealed with another key. Start LastEdit with the LASTEDIT_KEY, or the file encryption.key, it was stored with.",
          { cause: error },
        );
      }
    },
  };
}

/**
 * The installation's key: `LASTEDIT_KEY` (32 bytes in base64 or hex), else the file `encryption.key` in the data
 * folder, which is made at first use and readable by its owner only.
 */
export async function loadKey(home: string, fromEnvironment: string | undefined): Promise<Buffer> {
  if (fromEnvironment !== undefined && fromEnvironment !== "") return parseKey(fromEnvironment, "LASTEDIT_KEY");
  const file = path.join(home, "encryption.key");
  const existing = await readIfThere(file);
  if (existing !== undefined) return parseKey(existing, file);
  await mkdir(home, { recursive: true });
  // Linked into place: of two processes that start at once, both go on with the key of the first.
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString("base64")}\n`, { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return parseKey(await readFile(file, "utf8"), file);
}

function parseKey(text: string, place: string): Buffer {
  const trimmed = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, "hex") : Buffer.from(trimmed, "base64");
  if (key.length === KEY_BYTES) return key;
  throw new Error(
    `${place} holds a key of ${String(key.length)} bytes; expected ${String(KEY_BYTES)} bytes in base64 or hex, as "openssl rand -base64 32" prints.`,
  );
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
