// The whole gate in one command. Each check says how long it took; the last line counts the tests.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { databaseTemplate } from "./support/database-template.mjs";
import { providePostgres } from "./support/postgres-server.mjs";
import { quickFolder } from "./support/quick-folder.mjs";
import { countsOf, runAll } from "./support/run-checks.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const only = process.argv.slice(2);
const cache = join(root, ".cache");
const temporary = quickFolder();
const env = {
  ...process.env,
  TMPDIR: temporary.folder,
  LASTEDIT_DATABASE_TEMPLATE: databaseTemplate(root),
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(cache, "compiled"),
};

const bin = (path) => join(root, "node_modules", path);
const quiet = "--disable-warning=ExperimentalWarning";
const jest = (name, ...args) => {
  const report = join(cache, `jest-report-${name}.json`);
  const options = ["--experimental-vm-modules", quiet, bin("jest/bin/jest.js"), "--json", `--outputFile=${report}`];
  return { name, args: [...options, ...args], report, live: true };
};

const PREPARATIONS = { name: "preparations", args: [quiet, "test/support/prepare-program.ts"] };
/** The longest first. */
const CHECKS = [
  { name: "lint", args: [bin("eslint/bin/eslint.js"), "--cache", "--cache-location", ".cache/eslint/", "."] },
  PREPARATIONS,
  { name: "types of the console", args: [bin("typescript/bin/tsc"), "-p", "console"] },
  { name: "types", args: [bin("typescript/bin/tsc"), "--noEmit"] },
  { name: "format", args: [bin("prettier/bin/prettier.cjs"), "--check", "--log-level", "warn", "."] },
  { name: "unused code", args: [bin("knip/bin/knip.js"), "--no-progress"] },
];
/** Measuring what a test covers costs as much as the test; the rules are what must be covered in full. */
const RULES = jest("rules", "--coverage", "test/domain/");
/** Browser walks go beside the other tests, many of which wait for processes: alone they leave half a core idle. */
const WALKS = { ...jest("walks", "test/console/console.test.ts"), live: false };
const REST = jest("tests", "--testPathIgnorePatterns=/test/domain/", "--testPathIgnorePatterns=/console.test.ts");
/** One after the other; what is in one runs side by side. */
const STAGES = only.length === 0 ? [[RULES], [WALKS, REST]] : [[jest("tests", ...only)]];

/** @type {Awaited<ReturnType<typeof providePostgres>> | undefined} */
let postgres;
/** Runs of Jest; each leaves what it counted. */
const begun = [];
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void leave().then(() => process.exit(1)));

const failedChecks = await runAll(only.length === 0 ? CHECKS : [PREPARATIONS], { root, env, atOnce: 3 });
if (failedChecks > 0) await end(failedChecks);

postgres = await providePostgres(env, temporary.folder);
if (postgres.url === null) {
  console.log(`${postgres.words} Without it, what runs on PostgreSQL is NOT tested, only the embedded database.`);
  if (process.env.CI === "true") await end(1);
} else {
  console.log(`PostgreSQL for the tests: ${postgres.words}.`);
  env.LASTEDIT_TEST_DATABASE_URL = postgres.url;
}
let failedRuns = 0;
for (const stage of STAGES) {
  begun.push(...stage);
  failedRuns += await runAll(stage, { root, env, atOnce: stage.length });
}
await end(failedRuns);

/** Nothing that runs, and no file, is left behind. */
async function leave() {
  if (postgres?.url) await postgres.stop();
  temporary.remove();
}

/** Prints the closing line. A check that failed counts as one failure, a run of tests as many as failed in it. */
async function end(failed) {
  await leave();
  const counts = begun.map(countsOf);
  const sum = (of) => counts.reduce((total, each) => total + each[of], 0);
  const [passed, failedTests] = [sum("numPassedTests"), sum("numFailedTests")];
  console.log(`${passed} passed, ${failedTests === 0 ? failed : failedTests} failed`);
  process.exit(failed + failedTests === 0 && passed > 0 ? 0 : 1);
}
