import { readdir } from "node:fs/promises";
import path from "node:path";

const SCRIPT = /\.(mjs|cjs|js)$/;
const NO_COMPONENT = /(^|[\\/])(common|node_modules)[\\/]|test-event\.[cm]?js$|\.test\.[cm]?js$/;

/**
 * Files of a package that may hold a component: the scripts under its folders `actions` and `sources`, wherever they
 * are (TypeScript packages have them under `dist`). Sorted; relative to the package.
 */
export async function componentFiles(packageFolder: string): Promise<string[]> {
  const files = await readdir(packageFolder, { recursive: true });
  return files
    .filter((file) => SCRIPT.test(file) && !NO_COMPONENT.test(file))
    .filter((file) => file.split(path.sep).some((part) => part === "actions" || part === "sources"))
    .sort();
}
