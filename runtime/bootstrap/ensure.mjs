// Makes a fresh clone able to run: the right Node and the packages. Runs on Node 18 and later, without any package.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePackages } from "./installed-packages.mjs";
import { findNode } from "./private-node.mjs";

/** The project's folder. */
export const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** @returns {Promise<string>} Path of the Node to run the project with; its packages are installed */
export async function ensure() {
  const node = await findNode(ROOT);
  await ensurePackages(ROOT, node);
  return node;
}
