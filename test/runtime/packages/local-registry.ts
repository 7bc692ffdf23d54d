import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import fastify from "fastify";

/** A package as its author would publish it. */
export interface Published {
  readonly name: string;
  readonly version: string;
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** By path. */
  readonly files: Readonly<Record<string, string>>;
}

/** A registry on this machine, for npm's own client. */
export interface LocalRegistry {
  readonly url: string;
  /** Tarballs are not sent before this resolves. */
  gate: Promise<unknown>;
  /** Paths that were asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function openLocalRegistry(packages: readonly Published[]): Promise<LocalRegistry> {
  const folder = await mkdtemp(path.join(tmpdir(), "registry-"));
  const tarballs = await pack(folder, packages);
  const server = fastify({ forceCloseConnections: true });
  const asked: string[] = [];
  server.get("/*", async (request, reply) => {
    const wanted = decodeURIComponent((request.params as { "*": string })["*"]);
    asked.push(wanted);
    const tarball = tarballs.get(wanted);
    if (tarball !== undefined) {
      await registry.gate;
      return reply.type("application/octet-stream").send(tarball);
    }
    const versions = packages.filter(({ name }) => name === wanted);
    if (versions.length === 0) return reply.code(404).send({ error: "not found" });
    return reply.send(document(versions, tarballs, registry.url));
  });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  const registry: LocalRegistry = {
    url,
    gate: Promise.resolve(),
    asked,
    async close() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
  return registry;
}

function document(versions: readonly Published[], tarballs: ReadonlyMap<string, Buffer>, url: string): object {
  const described = versions.map((published) => {
    const file = tarballName(published);
    const integrity = `sha512-${createHash("sha512")
      .update(tarballs.get(file) ?? "")
      .digest("base64")}`;
    return [
      published.version,
      { ...manifestOf(published), dist: { tarball: `${url}/${file}`, integrity, unpackedSize: 2_048 } },
    ];
  });
  const latest = versions.at(-1)?.version;
  return { name: versions[0]?.name, "dist-tags": { latest }, versions: Object.fromEntries(described) as object };
}

function manifestOf({ name, version, manifest }: Published): object {
  return { name, version, ...manifest };
}

function tarballName({ name, version }: Published): string {
  return `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
}

async function pack(folder: string, packages: readonly Published[]): Promise<Map<string, Buffer>> {
  const sources = await Promise.all(
    packages.map((published, index) => write(path.join(folder, String(index)), published)),
  );
  await promisify(execFile)("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder, ...sources], {
    cwd: folder,
  });
  const files = packages.map(tarballName);
  return new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(path.join(folder, file))] as const)),
  );
}

async function write(folder: string, published: Published): Promise<string> {
  const files = { "package.json": JSON.stringify(manifestOf(published)), ...published.files };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}
