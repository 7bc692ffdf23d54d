import { randomBytes } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createVault, loadKey } from "../../../runtime/store/vault.ts";

let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "lastedit-vault-"));
});

afterEach(() => rm(home, { recursive: true, force: true }));

test("opens what it sealed, and seals the same text differently each time", () => {
  const vault = createVault(randomBytes(32));
  const sealed = vault.seal("shpat_secret ✓");
  expect(sealed).not.toContain("secret");
  expect(vault.open(sealed)).toBe("shpat_secret ✓");
  expect(vault.seal("shpat_secret ✓")).not.toBe(sealed);
});

test("refuses a text sealed with another key, or changed since", () => {
  const sealed = createVault(randomBytes(32)).seal("secret");
  expect(() => createVault(randomBytes(32)).open(sealed)).toThrow("sealed with another key");
  const vault = createVault(randomBytes(32));
  const own = vault.seal("secret");
  const bytes = Buffer.from(own.slice(3), "base64");
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  expect(() => vault.open(`v1:${bytes.toString("base64")}`)).toThrow("sealed with another key");
});

test("makes a key file for its owner only, and all that start at once use the same key", async () => {
  const keys = await Promise.all(Array.from({ length: 5 }, () => loadKey(path.join(home, "data"), undefined)));
  expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(1);
  expect((await stat(path.join(home, "data", "encryption.key"))).mode & 0o777).toBe(0o600);
});

test("takes the key from the environment in base64 or hex, and refuses any other length by name", async () => {
  const key = randomBytes(32);
  expect(await loadKey(home, key.toString("base64"))).toEqual(key);
  expect(await loadKey(home, key.toString("hex"))).toEqual(key);
  await expect(loadKey(home, "too short")).rejects.toThrow("LASTEDIT_KEY holds a key of");
});
