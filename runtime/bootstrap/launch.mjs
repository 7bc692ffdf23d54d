// Runs on Node 18 and later, without any package.
import { spawn } from "node:child_process";
import * as module from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensure, ROOT } from "./ensure.mjs";

/**
 * Makes the project ready and runs one of its programs, in this process when its Node will do.
 *
 * @param {string} program - Relative to the project
 * @param {string[]} args
 */
export async function launch(program, args) {
  const file = path.join(ROOT, program);
  let node;
  try {
    node = await ensure();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
    return;
  }
  // Programs start in half the time when what Node compiled is kept; theirs, and that of the programs they start.
  process.env.NODE_COMPILE_CACHE ??= path.join(ROOT, ".cache", "compiled");
  if (node !== process.execPath) return runIn(node, [file, ...args]);
  module.enableCompileCache?.();
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}

/** The channel tells the program when this process is gone, also when it was killed; then it stops as well. */
async function runIn(node, args) {
  const env = { ...process.env, PATH: [path.dirname(node), process.env.PATH].join(path.delimiter) };
  const child = spawn(node, args, { stdio: ["inherit", "inherit", "inherit", "ipc"], env });
  // At a terminal Ctrl-C reaches the program directly; this process only has to wait for it.
  process.on("SIGINT", () => {
    if (!process.stdin.isTTY) child.kill("SIGINT");
  });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  await new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(`The program could not be started: ${error.message}`);
      process.exitCode = 1;
      resolve();
    });
    child.once("exit", (code, signal) => {
      process.exitCode = code ?? (signal === null ? 1 : 128);
      resolve();
    });
  });
}
