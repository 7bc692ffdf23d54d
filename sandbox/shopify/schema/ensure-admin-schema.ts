import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { ADMIN_API_VERSIONS, ADMIN_SCHEMA_PACKAGE, schemaFileName } from "./admin-schema-package.ts";

const run = promisify(execFile);

/** A work folder older than this was left by a crash. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

export interface EnsureAdminSchemaOptions {
  /** Folder that keeps the schema files. Default: `adminSchemaFolder()`. */
  folder?: string;
  /** Puts the package's tarball into the given folder and returns its path. Default: `npm pack`. */
  pack?: (intoFolder: string) => Promise<string>;
  /** Subresource integrity the tarball must have. Default: the pinned one. */
  integrity?: string;
}

/** `$LASTEDIT_CACHE/shopify-schema`, by default `.cache/shopify-schema` under the project's root. */
export function adminSchemaFolder(): string {
  const cache = process.env["LASTEDIT_CACHE"] ?? resolve(import.meta.dirname, "../../../.cache");
  return join(cache, "shopify-schema");
}

/**
 * Makes sure that the gzipped schema files of all `ADMIN_API_VERSIONS` are in the cache folder.
 *
 * Safe when several processes do it at once and after a crash: each works in a folder of its own and
 * moves finished files into place, so a file that is there is complete.
 *
 * @returns The folder that holds the files
 * @throws {Error} When the package cannot be fetched, or its integrity is not the pinned one (nothing is kept then)
 */
export async function ensureAdminSchema(options: EnsureAdminSchemaOptions = {}): Promise<string> {
  const folder = options.folder ?? adminSchemaFolder();
  if (await allPresent(folder)) return folder;
  await mkdir(folder, { recursive: true });
  await removeAbandonedWork(folder);
  const work = join(folder, `.work-${process.pid}-${randomUUID()}`);
  await mkdir(work);
  try {
    const tarball = await (options.pack ?? npmPack)(work);
    await checkIntegrity(tarball, options.integrity ?? ADMIN_SCHEMA_PACKAGE.integrity);
    const members = ADMIN_API_VERSIONS.map((version) => `package/dist/data/${schemaFileName(version)}`);
    await run("tar", ["-xzf", tarball, "-C", work, ...members]);
    for (const version of ADMIN_API_VERSIONS) {
      const name = schemaFileName(version);
      await rename(join(work, "package", "dist", "data", name), join(folder, name));
    }
    return folder;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function allPresent(folder: string): Promise<boolean> {
  const sizes = await Promise.all(
    ADMIN_API_VERSIONS.map((version) =>
      stat(join(folder, schemaFileName(version))).then(
        (file) => file.size,
        () => 0,
      ),
    ),
  );
  return sizes.every((size) => size > 0);
}

async function npmPack(intoFolder: string): Promise<string> {
  const args = ["pack", ADMIN_SCHEMA_PACKAGE.spec, "--pack-destination", intoFolder, "--ignore-scripts", "--json"];
  try {
    // On Windows npm is a command script, which only a shell runs.
    await run("npm", args, { cwd: intoFolder, shell: process.platform === "win32" });
  } catch (cause) {
    throw new Error(
      `Could not fetch the Shopify Admin schema with "npm pack ${ADMIN_SCHEMA_PACKAGE.spec}". ` +
        `It is needed once and then kept in the cache folder; check the network and the npm registry setting.`,
      { cause },
    );
  }
  const tarball = (await readdir(intoFolder)).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new Error(`"npm pack" left no .tgz file in ${intoFolder}.`);
  return join(intoFolder, tarball);
}

async function checkIntegrity(tarball: string, expected: string): Promise<void> {
  const found = `sha512-${createHash("sha512")
    .update(await readFile(tarball))
    .digest("base64")}`;
  if (found !== expected) {
    throw new Error(
      `${ADMIN_SCHEMA_PACKAGE.spec} has integrity ${found}, expected ${expected}. ` +
        `The download is damaged or was changed; nothing of it was kept.`,
    );
  }
}

async function removeAbandonedWork(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(".work-")) continue;
    const path = join(folder, name);
    const age = await stat(path).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    if (age > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}
