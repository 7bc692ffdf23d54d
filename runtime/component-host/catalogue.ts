import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installComponentResolver } from "./component-resolver.ts";
import { describeComponent } from "./describe.ts";
import { isRecord } from "./json.ts";
import type { Catalogue, Component, ComponentSummary } from "./types.ts";

/** One entry of `manifest.json` beside the built components. */
export interface ManifestEntry extends ComponentSummary {
  /** Relative to the manifest. */
  readonly file: string;
}

/** Components given as modules, for tests and for embedding. */
export function moduleCatalogue(components: readonly Component[]): Catalogue {
  const summaries = components.map(describeComponent);
  return {
    list: () => Promise.resolve(summaries),
    load(uses) {
      return new Promise((resolve) => {
        const { key } = findComponent(summaries, uses);
        const component = components.find((candidate) => candidate.key === key);
        if (component !== undefined) resolve(component);
      });
    },
  };
}

/**
 * Components from a folder of built files, such as `dist/components`.
 *
 * @throws {Error} From `list` and `load`, when there is no manifest yet
 */
export function builtCatalogue(folder: string): Catalogue {
  let manifest: Promise<ManifestEntry[]> | undefined;
  const read = (): Promise<ManifestEntry[]> => (manifest ??= readManifest(folder));
  return {
    list: read,
    async load(uses) {
      const { file } = findComponent(await read(), uses);
      return loadComponentFile(join(folder, file));
    },
  };
}

/**
 * Loads a component from a file: an ES module or a CommonJS one, ours or another's.
 *
 * @throws {Error} Naming the file, and the package when one that it imports is not installed; nothing of it has run
 */
export async function loadComponentFile(file: string): Promise<Component> {
  installComponentResolver();
  let loaded: unknown;
  try {
    loaded = await import(pathToFileURL(file).href);
  } catch (error) {
    throw new Error(`${file} could not be loaded as a component: ${messageOf(error)}`, { cause: error });
  }
  const component = isRecord(loaded) ? loaded["default"] : undefined;
  if (isRecord(component)) return component;
  throw new Error(`${file} is not a component: its default export is ${typeof component}, expected an object.`);
}

async function readManifest(folder: string): Promise<ManifestEntry[]> {
  const path = join(folder, "manifest.json");
  try {
    const manifest = JSON.parse(await readFile(path, "utf8")) as { readonly components: ManifestEntry[] };
    return manifest.components;
  } catch (error) {
    throw new Error(`${path} could not be read; build the components first. ${messageOf(error)}`, { cause: error });
  }
}

/**
 * The component that `uses: key` or `uses: key@version` names.
 *
 * @throws {RangeError} When there is none, with the keys that look alike, or when its version is another one
 */
export function findComponent<T extends ComponentSummary>(components: readonly T[], uses: string): T {
  const [key = "", version] = uses.split("@");
  const found = components.find((component) => component.key === key);
  if (found === undefined) {
    throw new RangeError(`There is no component "${key}". ${suggestion(components, key)}`);
  }
  if (version !== undefined && found.version !== version) {
    throw new RangeError(`Component "${key}" is here in version ${found.version}; version ${version} is asked for.`);
  }
  return found;
}

function suggestion(components: readonly ComponentSummary[], key: string): string {
  const words = new Set(key.split("-"));
  const scored = components
    .map((component) => ({
      key: component.key,
      score: component.key.split("-").filter((word) => words.has(word)).length,
    }))
    .filter(({ score }) => score > 1)
    .sort((a, b) => b.score - a.score);
  if (scored.length > 0)
    return `Did you mean ${scored
      .slice(0, 3)
      .map((item) => item.key)
      .join(" or ")}?`;
  const there = `There are: ${components.map((component) => component.key).join(", ") || "none"}.`;
  const [app = ""] = words;
  // A key begins with its app's slug.
  if (components.some((component) => component.key.startsWith(`${app}-`))) return there;
  return `If it is Pipedream's, add its app: lastedit add @pipedream/${app}. ${there}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
