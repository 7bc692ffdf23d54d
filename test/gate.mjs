// The whole gate in one command. Each check says how long it took; the last line counts the tests.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { providePostgres } from "./support/postgres-server.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const only = process.argv.slice(2);
const cache = join(root, ".cache");

const pglite = JSON.parse(readFileSync(join(root, "node_modules/@electric-sql/pglite/package.json"), "utf8"));
const env = {
  ...process.env,
  LASTEDIT_DATABASE_TEMPLATE: join(cache, `database-template-${pglite.version}`),
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(cache, "compiled"),
};

/** What Jest counted, one file per run of it. */
const reports = [];

const bin = (path) => join(root, "node_modules", path);
const jest = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", bin("jest/bin/jest.js"), "--json"];

/** Measuring what a test covers costs as much as the test; the rules are what must be covered in full. */
const RULES = { name: "rules", args: [...jest, "--coverage", "test/domain/"], live: true };
const REST = {
  name: "tests",
  args: [...jest, "--testPathIgnorePatterns=/test/domain/", "--testPathIgnorePatterns=/console.test.ts"],
  live: true,
};
/** A browser needs the machine for itself. */
const WALKS = { name: "walks", args: [...jest, "test/console/console.test.ts"], live: true };
const CHOSEN = { name: "tests", args: [...jest, ...only], live: true };

/** Checks that need no result of another one run side by side; the tests come last and alone. */
const CHECKS = [
  { name: "format", args: [bin("prettier/bin/prettier.cjs"), "--check", "--log-level", "warn", "."] },
  { name: "types", args: [bin("typescript/bin/tsc"), "--noEmit"] },
  { name: "types of the console", args: [bin("typescript/bin/tsc"), "-p", "console"] },
  { name: "lint", args: [bin("eslint/bin/eslint.js"), "--cache", "--cache-location", ".cache/eslint/", "."] },
  { name: "unused code", args: [bin("knip/bin/knip.js"), "--no-progress"] },
];

if (only.length === 0) {
  const results = [await Promise.all(CHECKS.slice(0, 3).map(run)), await Promise.all(CHECKS.slice(3).map(run))].flat();
  if (results.includes(false)) process.exit(finish(results.filter((ok) => !ok).length));
}
const postgres = await providePostgres(env);
if (postgres.url === null) {
  console.log(`${postgres.words} Without it, what runs on PostgreSQL is NOT tested, only the embedded database.`);
  if (process.env.CI === "true") process.exit(finish(1));
} else {
  console.log(`PostgreSQL for the tests: ${postgres.words}.`);
  env.LASTEDIT_TEST_DATABASE_URL = postgres.url;
  for (const signal of ["SIGINT", "SIGTERM"])
    process.once(signal, () => void postgres.stop().then(() => process.exit(1)));
}
let green = true;
for (const suite of only.length === 0 ? [RULES, WALKS, REST] : [CHOSEN]) green = (await runTests(suite)) && green;
if (postgres.url !== null) await postgres.stop();
process.exit(finish(green ? 0 : 1));

/** What it counted is in the sum of the last line. */
function runTests({ name, args, live }) {
  const report = join(cache, `jest-report-${name}.json`);
  mkdirSync(cache, { recursive: true });
  rmSync(report, { force: true });
  reports.push(report);
  return run({ name, args: [...args, `--outputFile=${report}`], live });
}

/** Runs one check; what it prints is shown when it fails, or as it comes with `live`. */
function run({ name, args, live = false }) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ["ignore", live ? "inherit" : "pipe", live ? "inherit" : "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.on("close", (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
      if (code !== 0 && !live) console.log(output);
      resolve(code === 0);
    });
  });
}

/** Prints the closing line and gives the exit code. A check that failed counts as one failure. */
function finish(failedChecks) {
  const counts = reports.map(countsOf);
  const passed = counts.reduce((sum, { numPassedTests }) => sum + numPassedTests, 0);
  const failedTests = counts.reduce((sum, { numFailedTests }) => sum + numFailedTests, 0);
  const failed = failedTests === 0 ? failedChecks : failedTests;
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function countsOf(report) {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    // The tests did not run.
    return { numPassedTests: 0, numFailedTests: 0 };
  }
}
