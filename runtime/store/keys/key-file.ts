import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { link, mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseKey, vaultKey } from "./key-ring.ts";
import type { KeyRing, VaultKey } from "./key-ring.ts";

/** The keys of `encryption.key`, by what they are for. */
export interface FileKeys {
  readonly current: Buffer;
  /** Opens what it has sealed before, until all of that is sealed anew. */
  readonly old: readonly Buffer[];
  /** Will be the current one: made known to all hosts before any of them seals with it. */
  readonly next: Buffer | null;
}

/** A process that runs meanwhile sees a changed key file at the latest after so long. */
const LOOK_EVERY_MS = 1_000;

export function keyFileIn(home: string): string {
  return path.join(home, "encryption.key");
}

/** Makes the file with a new key when there is none, readable by its owner only. */
export async function ensureKeyFile(home: string): Promise<void> {
  await mkdir(home, { recursive: true });
  const draft = await writeDraft(home, { current: randomBytes(32), old: [], next: null });
  try {
    // Linked into place: of two processes that start at once, both go on with the key of the first.
    await link(draft, keyFileIn(home));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** One key a line: the current one plain, the others after `old` or `next`. */
export function readKeyFile(home: string): FileKeys {
  const file = keyFileIn(home);
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const keys = lines.map((line) => {
    const [first = "", second] = line.split(" ");
    return second === undefined
      ? { use: "current", key: parseKey(first, file) }
      : { use: first, key: parseKey(second, file) };
  });
  const of = (use: string): Buffer[] => keys.flatMap((each) => (each.use === use ? [each.key] : []));
  const [current, ...others] = of("current");
  if (current === undefined || others.length > 0)
    throw new Error(`${file} has ${of("current").length} keys without "old" or "next" before them; expected one.`);
  return { current, old: of("old"), next: of("next")[0] ?? null };
}

export async function writeKeyFile(home: string, keys: FileKeys): Promise<void> {
  await rename(await writeDraft(home, keys), keyFileIn(home));
}

/** The keys of the file, read again when it has changed: so a running process follows a rotation. */
export function fileKeyRing(home: string): KeyRing {
  const file = keyFileIn(home);
  let changedAt = 0;
  let lookedAt = 0;
  let keys: readonly VaultKey[] = [];

  function look(force: boolean): readonly VaultKey[] {
    if (!force && Date.now() - lookedAt < LOOK_EVERY_MS) return keys;
    lookedAt = Date.now();
    const { mtimeMs } = statSync(file);
    if (mtimeMs === changedAt && !force) return keys;
    const { current, old, next } = readKeyFile(home);
    changedAt = mtimeMs;
    keys = [current, ...old, ...(next === null ? [] : [next])].map(vaultKey);
    return keys;
  }

  const byId = (id: string) => keys.find((key) => key.id === id);
  look(true);
  return {
    current: () => look(false)[0] as VaultKey,
    find: (id) => byId(id) ?? (look(true), byId(id)),
    all: () => look(false),
  };
}

async function writeDraft(home: string, { current, old, next }: FileKeys): Promise<string> {
  const draft = `${keyFileIn(home)}.${randomBytes(6).toString("hex")}`;
  const lines = [
    current.toString("base64"),
    ...old.map((key) => `old ${key.toString("base64")}`),
    ...(next === null ? [] : [`next ${next.toString("base64")}`]),
  ];
  await writeFile(draft, `${lines.join("\n")}\n`, { mode: 0o600 });
  return draft;
}
