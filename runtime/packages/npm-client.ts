import { spawn } from "node:child_process";
import path from "node:path";
import { PackageError } from "./package-error.ts";

/** npm waits for a slow registry by itself; after this long nothing comes any more. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * What npm needs of the environment: where programs and its own settings are, and how to reach the registry. Nothing
 * that could be a secret of LastEdit is passed on, since packages are strangers.
 */
const PASSED_ON =
  /^(path|pathext|home|userprofile|appdata|localappdata|systemroot|windir|comspec|te?mp|tmpdir|lang|lc_all|https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_(file|dir)|npm_config_(registry|cache|cafile|ca|proxy|https_proxy|noproxy|userconfig|globalconfig|strict_ssl|offline|prefer_offline|fetch_\w+))$/i;

export function npmEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && PASSED_ON.test(name)) kept[name] = value;
  }
  const pathName = Object.keys(kept).find((name) => name.toLowerCase() === "path") ?? "PATH";
  kept[pathName] = [path.dirname(process.execPath), kept[pathName]].filter(Boolean).join(path.delimiter);
  return kept;
}

/**
 * Runs npm's own client.
 *
 * @returns What it printed on its standard output
 * @throws {PackageError} `package-not-found`, or `npm-failed` with what npm said
 */
export function runNpm(args: readonly string[], cwd: string, signal?: AbortSignal): Promise<string> {
  const windows = process.platform === "win32";
  const child = spawn(windows ? "npm.cmd" : "npm", [...args, "--loglevel=error", "--no-update-notifier"], {
    cwd,
    env: npmEnvironment(process.env),
    shell: windows,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: TIMEOUT_MS,
    ...(signal === undefined ? {} : { signal }),
  });
  let [printed, complaint] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  return new Promise((resolve, reject) => {
    child.once("error", (error) =>
      reject(new PackageError("npm-failed", `npm could not be started: ${error.message}`, { cause: error })),
    );
    child.once("close", (code, killedBy) => {
      if (code === 0) resolve(printed);
      else reject(whyFailed(args[0] ?? "", complaint, code ?? killedBy ?? "?"));
    });
  });
}

function whyFailed(command: string, complaint: string, how: number | string): PackageError {
  const missing = /requested resource '([^']+)'/.exec(complaint)?.[1];
  if (complaint.includes("E404") && missing !== undefined) {
    return new PackageError("package-not-found", `The registry has no ${missing}. Nothing was installed.`);
  }
  return new PackageError("npm-failed", `npm ${command} ended with ${how}: ${inShort(complaint)}`);
}

/** The lines that say something; npm also names its log file and repeats itself. */
function inShort(complaint: string): string {
  const lines = complaint
    .split("\n")
    .map((line) => line.replace(/^npm (error|ERR!)\s?/i, "").trim())
    .filter((line) => line !== "" && !/complete log of this run|^A complete log|_logs/.test(line));
  return [...new Set(lines)].slice(0, 6).join(" ");
}
