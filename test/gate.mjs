// The whole gate in one command. Each check says how long it took; the last line counts the tests.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { providePostgres } from "./support/postgres-server.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const only = process.argv.slice(2);
const report = join(root, ".cache", "jest-report.json");

const pglite = JSON.parse(readFileSync(join(root, "node_modules/@electric-sql/pglite/package.json"), "utf8"));
const env = { ...process.env, LASTEDIT_DATABASE_TEMPLATE: join(root, ".cache", `database-template-${pglite.version}`) };

const bin = (path) => join(root, "node_modules", path);
const jest = [
  "--experimental-vm-modules",
  "--disable-warning=ExperimentalWarning",
  bin("jest/bin/jest.js"),
  "--coverage",
  "--json",
  `--outputFile=${report}`,
];

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
mkdirSync(dirname(report), { recursive: true });
rmSync(report, { force: true });
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
const green = await run({
  name: "tests",
  args: [...jest.filter((arg) => only.length === 0 || arg !== "--coverage"), ...only],
  live: true,
});
if (postgres.url !== null) await postgres.stop();
process.exit(finish(green ? 0 : 1));

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
  let counts = { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 0 };
  try {
    counts = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    // The tests did not run.
  }
  const failed = counts.numFailedTests + (counts.numFailedTests === 0 ? failedChecks : 0);
  console.log(`${counts.numPassedTests} passed, ${failed} failed`);
  return failed === 0 && counts.numPassedTests > 0 ? 0 : 1;
}
