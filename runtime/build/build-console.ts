// As a command: node runtime/build/build-console.ts
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Rolldown } from "vite";
import { takeTurn } from "../bootstrap/installed-packages.mjs";
import { FIRST_LOAD_LIMIT_BYTES, firstLoads } from "./console-size.ts";
import type { FirstLoad } from "./console-size.ts";
import { digestsOf, sameDigests } from "./digests.ts";
import type { Digests } from "./digests.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const STAMP = join(ROOT, "dist", "console.stamp.json");

/** The built console: static files, each with a `.br` and a `.gz` beside it. */
export const CONSOLE_FOLDER = join(ROOT, "dist", "console");

/** The console could not be built. The build before is unchanged. */
export class ConsoleBuildError extends Error {
  override readonly name = "ConsoleBuildError";

  constructor(what: string, options?: ErrorOptions) {
    super(`The console was not built; the build before is unchanged. ${what}`, options);
  }
}

/**
 * Builds the console where its sources have changed, in a process of its own, so that the bundler takes no memory here.
 *
 * @returns Whether it had to be built
 * @throws {ConsoleBuildError}
 */
export async function ensureConsole(): Promise<boolean> {
  if (await isUpToDate()) return false;
  try {
    await promisify(execFile)(process.execPath, [
      "--disable-warning=ExperimentalWarning",
      fileURLToPath(import.meta.url),
    ]);
  } catch (cause) {
    throw new ConsoleBuildError((cause as { readonly stderr?: string }).stderr ?? String(cause), { cause });
  }
  return true;
}

/** Builds it in any case. @returns What each page loads at first, the largest first */
async function buildConsole(): Promise<FirstLoad[]> {
  const digests = await sourceDigests();
  const draft = `${CONSOLE_FOLDER}.new-${process.pid}`;
  try {
    const chunks = await bundleConsole(draft);
    const sizes = await compressAll(draft);
    const loads = firstLoads(chunks, (name) => sizes.get(name) ?? 0);
    refuseTooLarge(loads);
    await mkdir(dirname(CONSOLE_FOLDER), { recursive: true });
    await rm(CONSOLE_FOLDER, { recursive: true, force: true });
    await rename(draft, CONSOLE_FOLDER);
    await writeFile(STAMP, JSON.stringify(digests));
    return loads;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * Writes the console's files, uncompressed, into a folder. Sets this process's `NODE_ENV`: where a test or a shell names
 * another environment, React's development form would be taken, which is half as quick and a third larger.
 */
export async function bundleConsole(outDir: string): Promise<Rolldown.OutputChunk[]> {
  process.env["NODE_ENV"] = "production";
  const { build } = await import("vite");
  const { output } = (await build({
    configFile: join(ROOT, "console", "vite.config.ts"),
    logLevel: "warn",
    build: { outDir, emptyOutDir: true },
  })) as Rolldown.RolldownOutput;
  return output.filter((file) => file.type === "chunk");
}

async function isUpToDate(): Promise<boolean> {
  try {
    await readdir(CONSOLE_FOLDER);
    return sameDigests(JSON.parse(await readFile(STAMP, "utf8")) as Digests, await sourceDigests());
  } catch {
    return false;
  }
}

/** The contract is not among them: the console takes only types from it. */
async function sourceDigests(): Promise<Digests> {
  const files = (await readdir(join(ROOT, "console"), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".md"))
    .map((entry) => join(entry.parentPath, entry.name));
  const own = ["build-console.ts", "console-size.ts"].map((name) => join(ROOT, "runtime", "build", name));
  return digestsOf(ROOT, [...files, ...own, join(ROOT, "package-lock.json")]);
}

const COMPRESSED = /\.(js|css|html|svg)$/;

/** Writes the compressed forms. @returns Gzipped sizes in bytes, by file name as the bundler has it */
async function compressAll(folder: string): Promise<ReadonlyMap<string, number>> {
  const entries = await readdir(folder, { recursive: true });
  const sizes = entries
    .filter((name) => COMPRESSED.test(name))
    .map(async (name): Promise<[string, number]> => {
      const text = await readFile(join(folder, name));
      const [zipped, brotli] = await Promise.all([
        promisify(gzip)(text, { level: 9 }),
        promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
      ]);
      // The page itself gets a nonce for each answer: it is sent as it is.
      if (!name.endsWith(".html")) {
        await writeFile(join(folder, `${name}.gz`), zipped);
        await writeFile(join(folder, `${name}.br`), brotli);
      }
      return [name.replaceAll("\\", "/"), zipped.length];
    });
  return new Map(await Promise.all(sizes));
}

function refuseTooLarge(loads: readonly FirstLoad[]): void {
  const tooLarge = loads.filter(({ bytes }) => bytes > FIRST_LOAD_LIMIT_BYTES);
  if (tooLarge.length === 0) return;
  const pages = tooLarge
    .map(({ page, bytes }) => `${page} loads ${kilobytes(bytes)} of JavaScript at first`)
    .join("; ");
  throw new ConsoleBuildError(
    `${pages}; at most ${kilobytes(FIRST_LOAD_LIMIT_BYTES)} is allowed. Load a part of it later.`,
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} kB`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const release = await takeTurn(join(ROOT, ".cache", "console.lock"));
  try {
    const loads = await buildConsole();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const pages = loads.map(({ page, bytes }) => `  ${kilobytes(bytes).padStart(7)}  ${page}\n`).join("");
    process.stdout.write(
      `The console is built (${seconds} s). Compressed JavaScript of each page's first load:\n${pages}`,
    );
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    release();
  }
}
