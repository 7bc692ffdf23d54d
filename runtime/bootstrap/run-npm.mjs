// Runs on Node 18 and later, without any package.
import { spawn } from "node:child_process";
import path from "node:path";

/**
 * Runs npm quietly; what it printed is part of the error when it fails.
 *
 * @param {string[]} args
 * @param {{ cwd: string, node?: string }} options - `node` is the binary that npm and install scripts use
 */
export function runNpm(args, { cwd, node }) {
  const pathName = Object.keys(process.env).find((name) => name.toLowerCase() === "path") ?? "PATH";
  const env =
    node === undefined
      ? process.env
      : { ...process.env, [pathName]: [path.dirname(node), process.env[pathName]].join(path.delimiter) };
  return new Promise((resolve, reject) => {
    const windows = process.platform === "win32";
    const child = spawn(windows ? "npm.cmd" : "npm", args, {
      cwd,
      env,
      shell: windows,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.once("error", (error) =>
      reject(new Error(`npm could not be started (${error.message}); it comes with Node.`)),
    );
    child.once("close", (code) => {
      if (code === 0) resolve();
      else
        reject(new Error(`npm ${args[0]} failed with ${code}; it is tried again at the next start.\n${said.trim()}`));
    });
  });
}
