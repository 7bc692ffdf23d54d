import { existsSync } from "node:fs";
import { ensureKeyFile, fileKeyRing, keyFileIn } from "./key-file.ts";
import { fixedKeyRing, parseKey } from "./key-ring.ts";
import type { KeyRing } from "./key-ring.ts";

export type KeyEnv = Readonly<Record<string, string | undefined>>;

/**
 * The installation's keys: `LASTEDIT_KEY` (32 bytes in base64 or hex) and, while the key is being changed,
 * `LASTEDIT_OLD_KEYS` (others, with commas between); else the file `encryption.key` in the data folder, made at first use.
 */
export async function openKeyRing(home: string, env: KeyEnv): Promise<KeyRing> {
  if (keysAreInEnvironment(env)) {
    const old = (env["LASTEDIT_OLD_KEYS"] ?? "").split(",").filter((text) => text.trim() !== "");
    return fixedKeyRing([
      parseKey(env["LASTEDIT_KEY"] ?? "", "LASTEDIT_KEY"),
      ...old.map((text) => parseKey(text, "LASTEDIT_OLD_KEYS")),
    ]);
  }
  if (!existsSync(keyFileIn(home))) await ensureKeyFile(home);
  return fileKeyRing(home);
}

export function keysAreInEnvironment(env: KeyEnv): boolean {
  return (env["LASTEDIT_KEY"] ?? "") !== "";
}
