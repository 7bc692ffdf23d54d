import { closeSync, lstatSync, mkdirSync, openSync, realpathSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { isRecord } from "../json.ts";
import { StoredFile } from "./stored-file.ts";
import type { Access } from "./stored-file.ts";

/** One file or folder of a listing. */
export interface FileEntry {
  /** From the store's root, with `/`. */
  readonly path: string;
  readonly name: string;
  /** Bytes; `undefined` for a folder. */
  readonly size: number | undefined;
  readonly modifiedAt: Date;
  isFile(): boolean;
  isDirectory(): boolean;
}

/**
 * `$.files`: the files that recipes keep, in a folder of this installation.
 *
 * @see https://pipedream.com/docs/workflows/data-management/file-stores/reference
 */
export interface FileStore {
  /** Opens a file; one that is not there is made, empty. @throws {RangeError} When the path leads out of the store */
  open(path: string): StoredFile;
  /** A file from what a step returned: the JSON of a `StoredFile`. */
  openDescriptor(descriptor: unknown): StoredFile;
  /** Lists a folder, the root by default; nothing when there is no such folder. */
  dir(path?: string): AsyncIterable<FileEntry>;
}

export interface FileStoreOptions {
  /** Made at first use. */
  readonly folder: string;
  /** A short-lived address under which the outside may read a file of the store. */
  readonly urlOf?: ((path: string) => string) | undefined;
  /** @defaultValue "read-write" */
  readonly access?: Access;
}

export function createFileStore({ folder, urlOf, access = "read-write" }: FileStoreOptions): FileStore {
  const open = (wanted: string): StoredFile => {
    const { relative, absolute } = placeInside(folder, wanted);
    if (relative === "") throw new RangeError(`$.files: "${wanted}" is the store itself; expected the path of a file.`);
    if (access !== "read") closeSync(openSync(absolute, "a"));
    return new StoredFile({ path: relative, localPath: absolute, access, urlOf });
  };
  return {
    open,
    openDescriptor(descriptor) {
      const given = isRecord(descriptor) ? descriptor["path"] : undefined;
      if (typeof given === "string") return open(given);
      throw new TypeError(`$.files.openDescriptor got ${JSON.stringify(descriptor)}; expected a file's { path }.`);
    },
    dir: (wanted = "") => list(folder, wanted),
  };
}

async function* list(folder: string, wanted: string): AsyncGenerator<FileEntry> {
  const { relative, absolute } = placeInside(folder, wanted);
  const names = await readdir(absolute).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  });
  for (const name of names.sort()) {
    const found = await stat(path.join(absolute, name));
    yield {
      path: relative === "" ? name : `${relative}/${name}`,
      name,
      size: found.isFile() ? found.size : undefined,
      modifiedAt: found.mtime,
      isFile: () => found.isFile(),
      isDirectory: () => found.isDirectory(),
    };
  }
}

/**
 * Where a path of the store lies on this machine. The folders above it are made.
 *
 * @throws {RangeError} When it leads out of the store, by `..` or over a link
 */
export function placeInside(folder: string, wanted: string): { readonly relative: string; readonly absolute: string } {
  const root = path.resolve(folder);
  const absolute = path.resolve(root, `./${wanted.replaceAll("\\", "/")}`);
  const outside = (place: string, from: string): boolean => place !== from && !place.startsWith(from + path.sep);
  const refuse = (): never => {
    throw new RangeError(`$.files: "${wanted}" leads out of the file store. Nothing was read or written.`);
  };
  if (outside(absolute, root) || wanted.includes("\0")) refuse();
  const parent = absolute === root ? root : path.dirname(absolute);
  mkdirSync(root, { recursive: true });
  const realRoot = realpathSync(root);
  // Each folder is looked at before the next is made in it: a link must not be followed even once.
  let made = root;
  for (const part of path
    .relative(root, parent)
    .split(path.sep)
    .filter((each) => each !== "")) {
    made = path.join(made, part);
    if (lstatSync(made, { throwIfNoEntry: false }) === undefined) mkdirSync(made);
    if (outside(realpathSync(made), realRoot)) refuse();
  }
  const itself = lstatSync(absolute, { throwIfNoEntry: false });
  if (itself?.isSymbolicLink() === true) refuse();
  return { relative: path.relative(root, absolute).split(path.sep).join("/"), absolute };
}
