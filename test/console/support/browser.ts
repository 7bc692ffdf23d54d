import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

const ROOT = path.join(import.meta.dirname, "..", "..", "..");
const PACKAGE = path.join(path.dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..");

/**
 * Root may not use Chromium's sandbox; the pages are our own. Its single-process and no-web-security flags for cloud
 * functions are left out: the tests look at what a person's browser does.
 */
const ARGS = ["--no-sandbox", "--headless=shell", "--no-zygote", "--disable-dev-shm-usage", "--disable-gpu"];

/**
 * A Chromium of our own: from an npm package on Linux x64, with the system libraries that a bare image lacks. Elsewhere,
 * or where `LASTEDIT_BROWSER` names one, an installed Chrome.
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env["LASTEDIT_BROWSER"];
  if (named !== undefined) return chromium.launch({ executablePath: named, args: ARGS });
  if (process.platform !== "linux" || process.arch !== "x64") return chromium.launch({ channel: "chrome" });
  const folder = await unpackedChromium();
  const executablePath = path.join(folder, "chromium");
  const libraries = (await lacksLibraries(executablePath)) ? { LD_LIBRARY_PATH: path.join(folder, "lib") } : {};
  return chromium.launch({ executablePath, args: ARGS, env: { ...process.env, ...libraries } });
}

/** Unpacks the browser once per version; moved into place whole, so that several processes may do it at once. */
async function unpackedChromium(): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(PACKAGE, "package.json"), "utf8")) as { version: string };
  const folder = path.join(ROOT, ".cache", `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.new-${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    // The package unpacks into the system's folder for temporary files: a process of its own has another one.
    const unpack = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
    const env = { ...process.env, TMPDIR: draft };
    await promisify(execFile)(process.execPath, ["--input-type=module", "-e", unpack], { cwd: ROOT, env });
    await unpackLibraries(draft);
    if (!existsSync(folder)) await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** NSS, NSPR and expat, which the package carries for machines without them. They ask for glibc 2.34 or later. */
async function unpackLibraries(folder: string): Promise<void> {
  const archive = path.join(folder, "libraries.tar");
  await writeFile(
    archive,
    await promisify(brotliDecompress)(await readFile(path.join(PACKAGE, "bin", "al2023.tar.br"))),
  );
  await promisify(execFile)("tar", ["-xf", archive, "-C", folder]);
  await rm(archive);
}

async function lacksLibraries(executable: string): Promise<boolean> {
  const { stdout } = await promisify(execFile)("ldd", [executable]);
  return stdout.includes("not found");
}
