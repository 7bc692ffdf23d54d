import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, realpath, rename, rm } from "node:fs/promises";
import path from "node:path";
import { takeTurn } from "../bootstrap/installed-packages.mjs";
import { fillFolder } from "../packages/fill-folder.ts";
import { writeWhole } from "../packages/packages-folder.ts";
import { codeDependencies } from "./check-code.ts";

export interface CodeFiles {
  readonly file: string;
  /** Real paths of all that it may read: itself and the packages that it imports, not the code of other steps. */
  readonly readable: readonly string[];
}

/**
 * Puts a step's code where it finds the packages that it imports, and installs those that are not there. Steps that
 * import the same share a folder. An import without a version stays at the version it was first installed in.
 *
 * @param home - The installation's folder of packages
 * @throws {PackageError} `package-not-found` or `npm-failed`, when a package cannot be fetched
 */
export async function placeCode(home: string, code: string): Promise<CodeFiles> {
  const dependencies = Object.entries(codeDependencies(code)).sort(([a], [b]) => (a < b ? -1 : 1));
  const folder = path.join(home, "imports", dependencies.length === 0 ? "none" : hash(JSON.stringify(dependencies)));
  if (!existsSync(folder)) await install(home, folder, Object.fromEntries(dependencies));
  // Permissions are for real paths.
  const real = await realpath(folder);
  const file = path.join(real, `${hash(code)}.mjs`);
  if (!existsSync(file)) await writeWhole(file, code);
  return { file, readable: [file, path.join(real, "package.json"), `${path.join(real, "node_modules")}/`] };
}

/** In place as a whole or not at all, also when several processes start at once. */
async function install(home: string, folder: string, dependencies: Readonly<Record<string, string>>): Promise<void> {
  const imports = path.join(home, "imports");
  const release = await takeTurn(path.join(imports, ".install.lock"));
  try {
    if (existsSync(folder)) return;
    const draft = path.join(imports, `draft-${randomBytes(4).toString("hex")}`);
    try {
      if (Object.keys(dependencies).length === 0) await mkdir(draft);
      else await fillFolder(draft, dependencies);
      await rename(draft, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  } finally {
    release();
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
