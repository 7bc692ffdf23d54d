import childProcess from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import workerThreads from "node:worker_threads";

/** What Node answers when the system does not permit something: `EACCES`. */
const EACCES = -13;

/** Functions of `node:fs` that change something; their promise forms have the same names. */
const WRITING_FILES =
  "appendFile chmod chown copyFile cp createWriteStream link lchmod lchown lutimes mkdir mkdtemp rename rm rmdir symlink truncate unlink utimes write writeFile writev"
    .split(" ")
    .flatMap((name) => [name, `${name}Sync`]);

/**
 * Takes from this thread, for good, every way out: sockets, datagrams, other processes, other threads, files, native
 * code. Sockets are closed at the lowest place that JavaScript can reach, below `node:net`, TLS, HTTP/2 and any library.
 * A thread sealed so can only speak to the one that started it.
 */
export function sealProcess(): void {
  const wrap = (name: string): Record<string, { prototype: Record<string, unknown> }> =>
    (process as unknown as { binding(name: string): Record<string, { prototype: Record<string, unknown> }> }).binding(
      name,
    );
  const closed = (): number => EACCES;
  for (const [binding, type, methods] of [
    ["tcp_wrap", "TCP", ["connect", "connect6", "bind", "bind6", "listen", "open"]],
    ["pipe_wrap", "Pipe", ["connect", "bind", "listen", "open"]],
    ["udp_wrap", "UDP", ["send", "send6", "bind", "bind6", "connect", "connect6"]],
    ["process_wrap", "Process", ["spawn"]],
  ] as const) {
    const prototype = wrap(binding)[type]?.prototype;
    if (prototype === undefined)
      throw new Error(`Node has no ${binding}.${type} any more: a dry run cannot be sealed.`);
    for (const method of methods) prototype[method] = closed;
  }

  for (const name of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"] as const)
    Reflect.set(childProcess, name, refusal("starts no other processes"));
  Reflect.set(childProcess.ChildProcess.prototype, "spawn", refusal("starts no other processes"));
  Reflect.set(workerThreads, "Worker", refusal("starts no other threads"));
  const noFiles = refusal("writes no files");
  for (const name of WRITING_FILES) {
    if (Reflect.has(fs, name)) Reflect.set(fs, name, noFiles);
    if (Reflect.has(fs.promises, name)) Reflect.set(fs.promises, name, rejecting(noFiles));
  }
  sealOpening();
  Reflect.set(process, "dlopen", refusal("loads no native code"));
  Reflect.set(process, "binding", refusal("reaches no internals"));
  syncBuiltinESMExports();
}

/** Files may be opened to be read, as components that load their data do. */
function sealOpening(): void {
  const { open, openSync } = fs;
  const opens = fs.promises.open;
  const noFiles = refusal("writes no files");
  const reads = (flags: unknown): boolean => flags === undefined || flags === "r" || flags === "rs" || flags === 0;
  Reflect.set(fs, "open", (...args: unknown[]) =>
    typeof args[1] === "function" || reads(args[1]) ? (Reflect.apply(open, fs, args) as unknown) : noFiles(),
  );
  Reflect.set(fs, "openSync", (...args: unknown[]) =>
    reads(args[1]) ? (Reflect.apply(openSync, fs, args) as unknown) : noFiles(),
  );
  Reflect.set(fs.promises, "open", (...args: unknown[]) =>
    reads(args[1]) ? (Reflect.apply(opens, fs.promises, args) as unknown) : rejecting(noFiles)(),
  );
}

/** Also as a constructor. */
function refusal(what: string): () => never {
  return function refuse(): never {
    throw Object.assign(new Error(`A dry run ${what}. Nothing was done.`), { code: "dry-run-sealed" });
  };
}

function rejecting(refuse: () => never): () => Promise<never> {
  return async () => {
    await Promise.resolve();
    return refuse();
  };
}
