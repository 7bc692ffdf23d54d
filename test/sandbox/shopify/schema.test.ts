import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ADMIN_API_VERSIONS, ensureAdminSchema, loadAdminSchema } from "../../../sandbox/shopify/schema/index.ts";

let folder: string;
let packed: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "admin-schema-"));
  packed = 0;
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const FILES = ADMIN_API_VERSIONS.map((version) => `admin_${version}.json.gz`);

const TARBALL = makeTarball();
const integrity = `sha512-${createHash("sha512").update(TARBALL).digest("base64")}`;

/** Stands in for `npm pack`: a tarball laid out like the real one. */
async function pack(into: string): Promise<string> {
  packed++;
  const tarball = join(into, "package.tgz");
  await writeFile(tarball, TARBALL);
  return tarball;
}

function makeTarball(): Buffer {
  const source = mkdtempSync(join(tmpdir(), "admin-schema-source-"));
  const data = join(source, "package", "dist", "data");
  mkdirSync(data, { recursive: true });
  for (const file of FILES) writeFileSync(join(data, file), `content of ${file}`);
  const tarball = execFileSync("tar", ["-cz", "-C", source, "package"]);
  rmSync(source, { recursive: true });
  return tarball;
}

describe("fetching the Admin schema", () => {
  test("keeps the three schema files and nothing else", async () => {
    expect(await ensureAdminSchema({ folder, pack, integrity })).toBe(folder);
    expect((await readdir(folder)).sort()).toEqual(FILES);
    expect(await readFile(join(folder, FILES[0]!), "utf8")).toBe(`content of ${FILES[0]}`);
  });

  test("fetches nothing when the files are there", async () => {
    await ensureAdminSchema({ folder, pack, integrity });
    await ensureAdminSchema({ folder, pack, integrity });
    expect(packed).toBe(1);
  });

  test("a tarball with another integrity is refused by name, and nothing of it is kept", async () => {
    const wrong = { folder, pack, integrity: "sha512-AAAA" };
    await expect(ensureAdminSchema(wrong)).rejects.toThrow(
      /^@shopify\/dev-mcp@1\.16\.0 has integrity sha512-.+, expected sha512-AAAA\. .+ nothing of it was kept\.$/,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test("several at once all succeed", async () => {
    await Promise.all([1, 2, 3].map(() => ensureAdminSchema({ folder, pack, integrity })));
    expect((await readdir(folder)).sort()).toEqual(FILES);
  });

  test("mends what a crash left: an empty file and an old work folder", async () => {
    await writeFile(join(folder, FILES[1]!), "");
    const old = join(folder, ".work-1-crashed");
    await mkdir(old);
    await utimes(old, new Date(0), new Date(0));
    await ensureAdminSchema({ folder, pack, integrity });
    expect((await readdir(folder)).sort()).toEqual(FILES);
    expect(await readFile(join(folder, FILES[1]!), "utf8")).not.toBe("");
  });

  test("says what to check when the package cannot be fetched", async () => {
    const failing = { folder, pack: () => Promise.reject(new Error("getaddrinfo ENOTFOUND")) };
    await expect(ensureAdminSchema(failing)).rejects.toThrow("ENOTFOUND");
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("the real Admin schema", () => {
  test.each(ADMIN_API_VERSIONS)("%s loads with its access scopes", async (version) => {
    const { schema, scopeRules } = await loadAdminSchema(version);
    expect(schema.getMutationType()?.getFields()["orderEditCommit"]).toBeDefined();
    expect(scopeRules.get("Mutation.orderCreate")?.scopes).toEqual(["write_orders"]);
    expect(scopeRules.get("Order")?.scopes).toContain("read_orders");
  });

  test("is built once per process", async () => {
    expect(await loadAdminSchema("2026-10")).toBe(await loadAdminSchema("2026-10"));
  });
});
