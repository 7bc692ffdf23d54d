// Where the data files lie that each embedded database of a test begins with: fresh ones with all tables in them.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the files depend on, beside the packages that make them. */
const MADE_BY = ["runtime/store/migrations", "runtime/store/embedded", "runtime/engine/run-queue.ts"];
const PACKAGES = ["@electric-sql/pglite", "pg-boss"];

/**
 * @param {string} root - The project
 * @returns {string} A folder in its cache; another one once the tables, the queue or their packages are others
 */
export function databaseTemplate(root) {
  const hash = createHash("sha256");
  for (const name of PACKAGES) {
    const { version } = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8"));
    hash.update(`${name}@${version}\n`);
  }
  for (const file of MADE_BY.flatMap((place) => filesOf(join(root, place)))) hash.update(readFileSync(file));
  return join(root, ".cache", `database-with-tables-${hash.digest("hex").slice(0, 12)}`);
}

function filesOf(place) {
  if (place.endsWith(".ts")) return [place];
  return readdirSync(place)
    .sort()
    .map((name) => join(place, name));
}
