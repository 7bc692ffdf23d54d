import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Runs programs of Node, so many side by side, in their order. Each says how long it took.
 *
 * @param {{ name: string, args: string[], live?: boolean, report?: string }[]} checks - What one prints is shown when
 *   it fails, or as it comes with `live`; `report` is the file that a run of Jest leaves
 * @param {{ root: string, env: NodeJS.ProcessEnv, atOnce: number }} options
 * @returns {Promise<number>} How many failed
 */
export async function runAll(checks, { root, env, atOnce }) {
  const waiting = [...checks];
  let failed = 0;
  const lane = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (!(await run(check, root, env))) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return failed;
}

function run({ name, args, live = false, report }, root, env) {
  if (report !== undefined) {
    mkdirSync(dirname(report), { recursive: true });
    rmSync(report, { force: true });
  }
  const started = Date.now();
  return new Promise((resolve) => {
    const stdio = live ? "inherit" : "pipe";
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", stdio, stdio] });
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

/** What Jest counted; nothing where it did not run. */
export function countsOf({ report }) {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 };
  }
}
