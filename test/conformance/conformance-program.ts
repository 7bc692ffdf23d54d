// Runs the rows of the conformance set, or those whose numbers are given, and prints their results as JSON. A process
// of its own, with Node's own module loader: Jest has another one, which the packages would not meet in reality.
import { writeFileSync } from "node:fs";
import { createAssertions } from "./assertions.ts";
import { ROWS } from "./rows/index.ts";
import { openRowWorld } from "./row-world.ts";
import type { Row, RowResult } from "./row.ts";

const [packages = "", resultFile = "", ...wanted] = process.argv.slice(2);
const results: RowResult[] = [];

for (const row of ROWS) {
  if (wanted.length === 0 || wanted.includes(String(row.number))) results.push(await result(row));
}
writeFileSync(resultFile, JSON.stringify(results));
process.exit(0);

async function result(row: Row): Promise<RowResult> {
  const check = createAssertions();
  const world = await openRowWorld(packages);
  let error: string | null = null;
  try {
    await row.run(check, world);
    check.equal("no request was made that nobody expects", world.outside.unexpected, []);
  } catch (thrown) {
    error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  } finally {
    await world.close();
  }
  return { number: row.number, assertions: check.made, error };
}
