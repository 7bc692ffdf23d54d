import { licenceOf } from "./licence.ts";
import type { Licence } from "./licence.ts";
import { runNpm } from "./npm-client.ts";
import { PackageError } from "./package-error.ts";

const NAME = /^(@[a-z0-9~][a-z0-9._~-]*\/)?[a-z0-9~][a-z0-9._~-]*$/;
const VERSION = /^[\w.^~][\w.^~-]*$/;

/** What the registry says of a package, before anything is downloaded. */
export interface PackageOffer {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly licence: Licence;
  /** Unpacked, without what it depends on; `null` when the registry does not say. */
  readonly sizeBytes: number | null;
  readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * Asks the registry about one package.
 *
 * @param wanted - `@pipedream/slack` or `@pipedream/slack@0.10.3`
 * @param cwd - npm reads its settings there
 * @throws {PackageError} `package-invalid` for anything but a name with a version; `package-not-found` when there is none, `npm-failed`
 */
export async function offerOf(wanted: string, cwd: string): Promise<PackageOffer> {
  const { name, version } = nameAndVersion(wanted);
  const fields = ["name", "version", "description", "license", "dist.unpackedSize", "dependencies"];
  const printed = await runNpm(["view", `${name}@${version}`, ...fields, "--json"], cwd);
  const answers = printed.trim() === "" ? [] : [JSON.parse(printed) as unknown].flat();
  // A range matches several versions; npm lists them from old to new.
  const data = answers.at(-1) as Readonly<Record<string, unknown>> | undefined;
  if (data === undefined)
    throw new PackageError("package-not-found", `The registry has no ${name}@${version}. Nothing was installed.`);
  const size = data["dist.unpackedSize"];
  return {
    name,
    version: String(data["version"]),
    description: typeof data["description"] === "string" ? data["description"] : "",
    licence: licenceOf(name, data["license"]),
    sizeBytes: typeof size === "number" ? size : null,
    dependencies: (data["dependencies"] ?? {}) as Record<string, string>,
  };
}

function nameAndVersion(wanted: string): { name: string; version: string } {
  const at = wanted.lastIndexOf("@");
  const [name, version] = at > 0 ? [wanted.slice(0, at), wanted.slice(at + 1)] : [wanted, "latest"];
  if (NAME.test(name) && VERSION.test(version)) return { name, version };
  throw new PackageError(
    "package-invalid",
    `"${wanted}" is not a package's name; expected one as in @pipedream/slack or @pipedream/slack@0.10.3. Nothing was installed.`,
  );
}
