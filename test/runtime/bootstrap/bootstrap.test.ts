import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";

const BOOTSTRAP = path.join(import.meta.dirname, "../../../runtime/bootstrap");

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "lastedit-bootstrap-"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a snippet in a Node of its own that finds our npm first, as if it were another version of Node when asked. */
function inNode(snippet: string, options: { readonly asNode?: string } = {}): Promise<Outcome> {
  const pretend =
    options.asNode === undefined
      ? ""
      : `Object.defineProperty(process.versions, "node", { value: "${options.asNode}" });`;
  const env = { ...process.env, PATH: `${path.join(root, "bin")}${path.delimiter}${process.env["PATH"] ?? ""}` };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--input-type=module", "-e", `${pretend}${snippet}`],
      { env },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout: stdout.trim(), stderr: stderr.trim() });
      },
    );
  });
}

const moduleUrl = (name: string): string => JSON.stringify(pathToFileURL(path.join(BOOTSTRAP, name)).href);
const findNode = `const { findNode } = await import(${moduleUrl("private-node.mjs")}); console.log(await findNode(ROOT));`;
const ensurePackages = `const { ensurePackages } = await import(${moduleUrl("installed-packages.mjs")}); await ensurePackages(ROOT, process.execPath);`;
const withRoot = (snippet: string): string => snippet.replaceAll("ROOT", JSON.stringify(root));

/** An npm that notes its arguments and does what the script says. */
async function fakeNpm(script: string): Promise<void> {
  await mkdir(path.join(root, "bin"), { recursive: true });
  const file = path.join(root, "bin", "npm");
  await writeFile(file, `#!/bin/sh\necho "$@" >> "${path.join(root, "npm.log")}"\n${script}\n`);
  await chmod(file, 0o755);
}

async function npmCalls(): Promise<string[]> {
  const text = await readFile(path.join(root, "npm.log"), "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}

describe("the Node to run with", () => {
  test("is this one when it is new enough", async () => {
    expect(await inNode(withRoot(findNode))).toMatchObject({ code: 0, stdout: process.execPath });
    const { isNewEnough } = (await import(pathToFileURL(path.join(BOOTSTRAP, "private-node.mjs")).href)) as {
      isNewEnough(version: string): boolean;
    };
    expect(["18.20.0", "20.20.2", "22.19.9", "22.20.0", "24.0.0", "26.1.0"].map(isNewEnough)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  test("is fetched into the project once when this one is too old", async () => {
    await fakeNpm('mkdir -p "$3/node_modules/${8%@*}/bin" && touch "$3/node_modules/${8%@*}/bin/node"');
    const first = await inNode(withRoot(findNode), { asNode: "20.20.2" });
    const second = await inNode(withRoot(findNode), { asNode: "20.20.2" });
    expect(first.code).toBe(0);
    expect(first.stdout.startsWith(path.join(root, ".cache", "node-"))).toBe(true);
    expect(second.stdout).toBe(first.stdout);
    expect(await npmCalls()).toHaveLength(1);
    expect(first.stderr).toContain("This is Node 20.20.2; LastEdit fetches Node");
  });

  test("is fetched again after a fetch that failed, which leaves nothing behind", async () => {
    await fakeNpm('mkdir -p "$3/node_modules/half" && echo "no network" >&2 && exit 1');
    const failed = await inNode(withRoot(findNode), { asNode: "20.20.2" });
    expect(failed.code).not.toBe(0);
    expect(failed.stderr).toContain("npm install failed with 1; it is tried again at the next start.");
    expect(failed.stderr).toContain("no network");
    expect(await readdir(path.join(root, ".cache"))).toEqual([]);
  });
});

describe("the packages", () => {
  const lock = (packages: object): string => JSON.stringify({ packages: { "": {}, ...packages } });
  const WANTED = { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0", optional: true } };

  async function installed(packages: object | null): Promise<boolean> {
    await writeFile(path.join(root, "package-lock.json"), lock(WANTED));
    await rm(path.join(root, "node_modules"), { recursive: true, force: true });
    await mkdir(path.join(root, "node_modules"));
    if (packages !== null) await writeFile(path.join(root, "node_modules", ".package-lock.json"), lock(packages));
    const { packagesAreThere } = (await import(pathToFileURL(path.join(BOOTSTRAP, "installed-packages.mjs")).href)) as {
      packagesAreThere(root: string): boolean;
    };
    return packagesAreThere(root);
  }

  test("are there when each has the version of the lock file, whatever is optional", async () => {
    expect(await installed(WANTED)).toBe(true);
    expect(await installed({ "node_modules/a": { version: "1.0.0" } })).toBe(true);
  });

  test("are not there after an interrupted install, or when a version differs or is missing", async () => {
    expect(await installed(null)).toBe(false);
    expect(await installed({ "node_modules/a": { version: "1.0.1" } })).toBe(false);
    expect(await installed({})).toBe(false);
    expect(await installed({ ...WANTED, "node_modules/b": { version: "1.9.0" } })).toBe(false);
  });

  test("are installed once when two processes start at the same time, from a clean folder after an interruption", async () => {
    await installed(null);
    await mkdir(path.join(root, "node_modules", "half-extracted"));
    await fakeNpm(`sleep 0.5; mkdir -p node_modules; cp package-lock.json node_modules/.package-lock.json`);
    const both = await Promise.all([inNode(withRoot(ensurePackages)), inNode(withRoot(ensurePackages))]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await npmCalls()).toHaveLength(1);
    expect(await readdir(path.join(root, "node_modules"))).toEqual([".package-lock.json"]);
    expect(await readdir(path.join(root, ".cache"))).toEqual([]);
  });

  test("are installed although a killed process had begun", async () => {
    await installed(null);
    await mkdir(path.join(root, ".cache"));
    await writeFile(path.join(root, ".cache", "install.lock"), String(2 ** 22 + 1));
    await fakeNpm(`mkdir -p node_modules; cp package-lock.json node_modules/.package-lock.json`);
    expect(await inNode(withRoot(ensurePackages))).toMatchObject({ code: 0 });
    expect(await npmCalls()).toHaveLength(1);
  });
});
