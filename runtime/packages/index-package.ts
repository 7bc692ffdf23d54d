import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { IndexedPackage } from "./indexed-package.ts";
import { npmEnvironment } from "./npm-client.ts";
import { PackageError } from "./package-error.ts";

const PROGRAM = fileURLToPath(new URL("./index-package-program.ts", import.meta.url));
/** The largest packages of the registry have some hundred components and load in seconds. */
const TIMEOUT_MS = 120_000;

/**
 * Loads all components of an installed package, in a process without any secret, and tells what they are.
 *
 * @throws {PackageError} `package-invalid`, when loading it ends the process or takes too long
 */
export function indexPackage(packageFolder: string): Promise<IndexedPackage> {
  const child = fork(PROGRAM, [packageFolder], {
    env: npmEnvironment(process.env),
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
  });
  let complaint = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaint = (complaint + text).slice(-2_000)));
  return new Promise((resolve, reject) => {
    child.once("message", (indexed) => resolve(indexed as IndexedPackage));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const how = `its components could not be loaded: the process ended with ${signal ?? code ?? "nothing"}`;
      reject(new PackageError("package-invalid", `${packageFolder}: ${how}. ${complaint.trim()}`.trim()));
    });
  });
}
