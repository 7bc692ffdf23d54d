import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** Licences that allow commercial use and ask for no consent. SPDX identifiers. */
export const OPEN_LICENCES: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "Artistic-2.0",
  "BlueOak-1.0.0",
  "BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BSL-1.0",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "Python-2.0",
  "Unlicense",
  "WTFPL",
  "Zlib",
]);

export const PIPEDREAM_LICENCE = "Pipedream Source Available License 1.0";

export interface Licence {
  /** SPDX expression, or the name the package gives; `null` when it says nothing. */
  readonly name: string | null;
  /** Allows commercial use without asking anybody. */
  readonly open: boolean;
  /** What a person should know before saying yes, in a sentence; `null` for an open one. */
  readonly warning: string | null;
}

/**
 * What a package says about its licence. Pipedream's registry packages name none in their metadata; they carry the
 * text of the Pipedream Source Available License.
 *
 * @param named - The field `license` of its metadata, in any of npm's shapes
 * @param text - Its licence file, when it has been read
 * @example
 * licenceOf("@pipedream/slack", undefined).open; // false
 */
export function licenceOf(packageName: string, named: unknown, text = ""): Licence {
  if (/Pipedream Source Available License/i.test(text) || (packageName.startsWith("@pipedream/") && text === "")) {
    return { name: PIPEDREAM_LICENCE, open: false, warning: PIPEDREAM_WARNING };
  }
  const name = nameOf(named) ?? (/\bMIT License\b/i.test(text) ? "MIT" : null);
  if (name !== null && allOpen(name)) return { name, open: true, warning: null };
  const said = name === null ? "The package names no licence" : `LastEdit does not know the licence "${name}" as open`;
  return { name, open: false, warning: `${said}; whether you may use it is for you to find out.` };
}

const PIPEDREAM_WARNING =
  "This licence lets you use, change and pass on the code, but not for any commercial purpose. Running it in a " +
  "business needs Pipedream's permission; LastEdit cannot give it.";

function nameOf(named: unknown): string | null {
  if (typeof named === "string" && named.trim() !== "") return named.trim();
  if (Array.isArray(named)) return named.map(nameOf).find((name) => name !== null) ?? null;
  if (typeof named === "object" && named !== null && "type" in named) return nameOf(named.type);
  return null;
}

/** `A OR B` is open when one of them is; `A AND B` when both are. */
function allOpen(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, " ").trim();
  return plain
    .split(/\s+OR\s+/i)
    .some((choice) => choice.split(/\s+AND\s+/i).every((id) => OPEN_LICENCES.has(id.trim())));
}

/** The licence of an installed package, from its metadata and its licence file. */
export async function installedLicence(folder: string): Promise<{ name: string; version: string; licence: Licence }> {
  const manifest = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as Record<string, unknown>;
  const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  const text = file === undefined ? "" : await readFile(path.join(folder, file), "utf8").catch(() => "");
  const name = typeof manifest["name"] === "string" ? manifest["name"] : path.basename(folder);
  const version = typeof manifest["version"] === "string" ? manifest["version"] : "0.0.0";
  return { name, version, licence: licenceOf(name, manifest["license"] ?? manifest["licenses"], text.slice(0, 4_000)) };
}
