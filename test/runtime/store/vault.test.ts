import { randomBytes } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readKeyFile, writeKeyFile } from "../../../runtime/store/keys/key-file.ts";
import { fixedKeyRing } from "../../../runtime/store/keys/key-ring.ts";
import { openKeyRing } from "../../../runtime/store/keys/open-key-ring.ts";
import { createVault } from "../../../runtime/store/vault.ts";

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
  const [version, id, base64 = ""] = own.split(":");
  const bytes = Buffer.from(base64, "base64");
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  expect(() => vault.open(`${version}:${id}:${bytes.toString("base64")}`)).toThrow("or changed since");
});

test("opens what the first version sealed, which does not say with which key", () => {
  const [older, newer] = [randomBytes(32), randomBytes(32)];
  const first = createVault(older)
    .seal("secret")
    .replace(/^v2:[0-9a-f]{8}:/, "v1:");
  expect(createVault(fixedKeyRing([newer, older])).open(first)).toBe("secret");
  expect(() => createVault(newer).open(first)).toThrow("sealed with another key");
});

test("makes a key file for its owner only, and all that start at once use the same key", async () => {
  const rings = await Promise.all(Array.from({ length: 5 }, () => openKeyRing(path.join(home, "data"), {})));
  expect(new Set(rings.map((ring) => ring.current().id)).size).toBe(1);
  expect((await stat(path.join(home, "data", "encryption.key"))).mode & 0o777).toBe(0o600);
});

test("takes the key from the environment in base64 or hex, and refuses any other length by name", async () => {
  const key = randomBytes(32);
  const other = randomBytes(32);
  const ring = await openKeyRing(home, {
    LASTEDIT_KEY: key.toString("base64"),
    LASTEDIT_OLD_KEYS: `${other.toString("hex")},`,
  });
  expect(ring.all().map(({ bytes }) => bytes)).toEqual([key, other]);
  await expect(openKeyRing(home, { LASTEDIT_KEY: "too short" })).rejects.toThrow("LASTEDIT_KEY holds a key of");
});

test("a running process takes up a key that is added to the file, at once when it meets a value sealed with it", async () => {
  const ring = await openKeyRing(home, {});
  const before = ring.current().id;
  const keys = readKeyFile(home);
  const next = randomBytes(32);
  await writeKeyFile(home, { ...keys, current: next, old: [keys.current] });
  expect(createVault(ring).open(createVault(next).seal("new"))).toBe("new");
  expect(ring.current().id).not.toBe(before);
  expect(ring.all().map(({ id }) => id)).toContain(before);
});
