import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { runNpm } from "./npm-client.ts";
import { PackageError } from "./package-error.ts";
import { ANSWERED_BY_RUNTIME, undeclaredImports } from "./undeclared-imports.ts";
import type { Dependencies } from "./undeclared-imports.ts";

/** No script of a package ever runs while it is installed. */
const INSTALL = ["install", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--no-bin-links"];

export interface FillOptions {
  /** Packages of components, beside Pipedream's: their code is read for imports that they do not declare. */
  readonly ofComponents?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

export interface Filled {
  /** Imports that no `package.json` declares and that were installed all the same. */
  readonly undeclared: Dependencies;
  /** Undeclared imports that npm could not install, each with its reason; components that need them will not load. */
  readonly unavailable: Readonly<Record<string, string>>;
}

/**
 * Installs packages into a folder of their own, and with them what Pipedream packages import without declaring it.
 *
 * @param folder - Made when it is not there; whoever calls moves it into place afterwards
 * @throws {PackageError} `npm-failed`; the folder may then be filled in part
 */
export async function fillFolder(folder: string, wanted: Dependencies, options: FillOptions = {}): Promise<Filled> {
  const { ofComponents = [], signal } = options;
  await mkdir(folder, { recursive: true });
  await install(folder, wanted, signal);
  const undeclared = await undeclaredIn(folder, ofComponents);
  if (Object.keys(undeclared).length === 0) return { undeclared, unavailable: {} };
  try {
    await install(folder, { ...wanted, ...undeclared }, signal);
    return { undeclared, unavailable: {} };
  } catch {
    return await installOneByOne(folder, wanted, undeclared, signal);
  }
}

async function install(folder: string, dependencies: Dependencies, signal?: AbortSignal): Promise<void> {
  const manifest = { name: "lastedit-packages", private: true, dependencies };
  await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest, null, 2));
  await runNpm(INSTALL, folder, signal);
}

/** One import that the registry does not have must not take the others away. */
async function installOneByOne(
  folder: string,
  wanted: Dependencies,
  undeclared: Dependencies,
  signal?: AbortSignal,
): Promise<Filled> {
  const unavailable: Record<string, string> = {};
  let installed = wanted;
  let manifestIsRight = false;
  for (const [name, range] of Object.entries(undeclared)) {
    try {
      await install(folder, { ...installed, [name]: range }, signal);
      installed = { ...installed, [name]: range };
      manifestIsRight = true;
    } catch (error) {
      signal?.throwIfAborted();
      manifestIsRight = false;
      unavailable[name] = error instanceof PackageError ? error.message : String(error);
    }
  }
  if (!manifestIsRight) await install(folder, installed, signal);
  const got = Object.entries(undeclared).filter(([name]) => unavailable[name] === undefined);
  return { undeclared: Object.fromEntries(got), unavailable };
}

async function undeclaredIn(folder: string, ofComponents: readonly string[]): Promise<Dependencies> {
  const named = ofComponents.map((name) => path.join(folder, "node_modules", name));
  const places = new Set([...(await pipedreamPackages(folder)), ...named]);
  const found = await Promise.all([...places].map((place) => undeclaredImports(folder, place)));
  return Object.assign({}, ...found) as Dependencies;
}

/** Folders of the Pipedream packages that were installed, but for those that the runtime answers itself. */
async function pipedreamPackages(folder: string): Promise<string[]> {
  const scope = path.join(folder, "node_modules", "@pipedream");
  const names = await readdir(scope).catch(() => []);
  return names.filter((name) => !ANSWERED_BY_RUNTIME.has(`@pipedream/${name}`)).map((name) => path.join(scope, name));
}
