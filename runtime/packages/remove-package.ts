import type { ComponentSummary } from "../component-host/types.ts";
import { PackageError } from "./package-error.ts";
import { changePackages, readComponents } from "./packages-folder.ts";
import type { InstalledPackage } from "./packages-folder.ts";

export interface RemoveOptions {
  readonly home: string;
  readonly name: string;
  /** Gets all components that would be left. @throws When a recipe needs one that is gone; then nothing is changed. */
  check(components: readonly ComponentSummary[]): Promise<void>;
}

/**
 * Takes a package out of the index. Its folder is deleted with the next change, since a process may still run it.
 *
 * @throws {PackageError} `package-invalid` when it is not there
 */
export async function removePackage({ home, name, check }: RemoveOptions): Promise<InstalledPackage> {
  let removed: InstalledPackage | undefined;
  await changePackages(home, async (before) => {
    removed = before.find((installed) => installed.name === name);
    if (removed === undefined) {
      const there = before.map((installed) => installed.name).join(", ") || "none";
      throw new PackageError("package-invalid", `There is no package "${name}" here; there is ${there}.`);
    }
    const left = before.filter((installed) => installed.name !== name);
    const components = await Promise.all(left.map((installed) => readComponents(home, installed)));
    await check(components.flatMap((indexed) => indexed.components));
    return left;
  });
  if (removed === undefined) throw new Error("The change ended without a package and without an error.");
  return removed;
}
