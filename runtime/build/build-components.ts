// As a command: node runtime/build/build-components.ts
import { execFile } from "node:child_process";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Metafile } from "esbuild";
import type { ManifestEntry } from "../component-host/catalogue.ts";
import type { ComponentSummary } from "../component-host/types.ts";
import { isUpToDate, stampOf, writableStamp } from "./build-stamp.ts";
import { summaryProblems } from "./check-summary.ts";
import { findComponentEntries } from "./component-entries.ts";
import type { ComponentEntry } from "./component-entries.ts";
import { pinnedImports } from "./pinned-imports.ts";
import { plainDefaultExport } from "./plain-default-export.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

export interface BuildOptions {
  /** Where the built files go. Default `dist/components` of the project. */
  readonly outDir?: string;
  /** The project. Default this one. */
  readonly root?: string;
}

export interface BuildResult {
  readonly outDir: string;
  /** False when the folder already held a build of exactly what is there now. */
  readonly built: boolean;
  readonly components: number;
}

/** Components that cannot be built, with everything that is wrong. The build before is unchanged. */
export class BuildError extends Error {
  override readonly name = "BuildError";

  constructor(problems: readonly string[]) {
    super(`The components were not built; the build before is unchanged.\n${problems.join("\n")}`);
  }
}

/**
 * Builds every source and action into one self-contained file each, `<outDir>/<type>/<key>.mjs`, with a
 * `manifest.json` that tells what they are. Does nothing when nothing has changed. The folder is replaced as a whole,
 * so that it never holds half a build.
 *
 * @throws {BuildError}
 */
export async function buildComponents(options: BuildOptions = {}): Promise<BuildResult> {
  const root = resolve(options.root ?? PROJECT);
  const outDir = resolve(root, options.outDir ?? join("dist", "components"));
  const entries = await findComponentEntries(root);
  const result = { outDir, components: entries.length };
  refuseSharedKeys(entries);
  if (await isUpToDate(root, outDir, entries)) return { ...result, built: false };

  const bundles = await bundle(root, entries);
  const draft = `${outDir}.new-${process.pid}`;
  try {
    for (const { entry, code } of bundles.files) {
      await mkdir(join(draft, entry.type), { recursive: true });
      await writeFile(join(draft, fileOf(entry)), code);
    }
    await mkdir(draft, { recursive: true });
    const manifest = { components: await describe(draft, entries) };
    await writeFile(join(draft, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    const stamp = writableStamp(await stampOf(root, entries, Object.keys(bundles.metafile.inputs)));
    await writeFile(join(draft, stamp.file), stamp.text);
    await rm(outDir, { recursive: true, force: true });
    await mkdir(dirname(outDir), { recursive: true });
    await rename(draft, outDir);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return { ...result, built: true };
}

function fileOf(entry: ComponentEntry): string {
  return `${entry.type}/${entry.key}.mjs`;
}

function refuseSharedKeys(entries: readonly ComponentEntry[]): void {
  const problems = entries.flatMap((entry, index) => {
    const first = entries.findIndex((other) => other.key === entry.key);
    return first === index ? [] : [`${entry.file}: has the same key "${entry.key}" as ${entries[first]?.file ?? ""}`];
  });
  if (problems.length > 0) throw new BuildError(problems);
}

interface Bundles {
  readonly files: readonly { readonly entry: ComponentEntry; readonly code: string }[];
  readonly metafile: Pick<Metafile, "inputs">;
}

async function bundle(root: string, entries: readonly ComponentEntry[]): Promise<Bundles> {
  // Loaded only when something has changed: starting the runtime stays quick.
  const { build } = await import("esbuild");
  const result = await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => ({ in: entry.file, out: `${entry.type}/${entry.key}` })),
    outdir: "out",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    target: "node20",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    plugins: [pinnedImports(root)],
  }).catch((error: unknown) => {
    throw new BuildError(bundlerProblems(error));
  });
  const files = entries.map((entry, index) => {
    try {
      return { entry, code: plainDefaultExport(result.outputFiles[index]?.text ?? "") };
    } catch (error) {
      throw new BuildError([`${entry.file}: ${error instanceof Error ? error.message : String(error)}`]);
    }
  });
  return { files, metafile: result.metafile };
}

function bundlerProblems(error: unknown): string[] {
  const { errors = [] } = error as {
    readonly errors?: readonly { readonly text: string; readonly location: { file: string; line: number } | null }[];
  };
  if (errors.length === 0) return [String(error)];
  return errors.map(({ text, location }) => (location === null ? text : `${location.file}:${location.line}: ${text}`));
}

/** Reads what the built files say of themselves, in a process of its own, and checks it. */
async function describe(folder: string, entries: readonly ComponentEntry[]): Promise<ManifestEntry[]> {
  const script = fileURLToPath(new URL("describe-built.ts", import.meta.url));
  const files = entries.map((entry) => join(folder, fileOf(entry)));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", script, ...files],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  const described = JSON.parse(stdout) as readonly { readonly summary?: ComponentSummary; readonly problem?: string }[];
  const problems: string[] = [];
  const manifest = entries.map((entry, index): ManifestEntry | null => {
    const { summary, problem } = described[index] ?? {};
    const found =
      summary === undefined ? [`cannot be loaded: ${problem ?? "no answer"}`] : summaryProblems(entry, summary);
    problems.push(...found.map((text) => `${entry.file}: ${text}`));
    return summary === undefined ? null : { ...summary, file: fileOf(entry) };
  });
  if (problems.length > 0) throw new BuildError(problems);
  return manifest.filter((item) => item !== null);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const { built, components, outDir } = await buildComponents();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${components} components ${built ? "built" : "up to date"} in ${outDir} (${seconds} s)\n`);
}
