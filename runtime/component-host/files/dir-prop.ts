import { mkdirSync } from "node:fs";
import path from "node:path";
import { createFileStore, placeInside } from "./file-store.ts";
import type { FileStore } from "./file-store.ts";
import type { Access } from "./stored-file.ts";

/** Value of a prop of type `dir`. As text it is the folder's path, so that it can be joined with a name. */
export interface DirProp extends FileStore {
  /** Absolute. */
  readonly path: string;
  readonly accessMode: Access;
  /** The folder stays after the run. Without it, what is in it may be deleted once the run has ended. */
  readonly sync: boolean;
  toString(): string;
}

/**
 * A folder of the installation for a `dir` prop: the configured name, else the component's own.
 *
 * Assumption: Pipedream says only that such files are kept between runs with `sync: true`; the value that a component
 * sees is ours.
 */
export function dirProp(folder: string, name: string, definition: Readonly<Record<string, unknown>>): DirProp {
  const access = accessOf(definition["accessMode"]);
  const { absolute } = placeInside(path.join(folder, "stash"), name);
  mkdirSync(absolute, { recursive: true });
  return {
    ...createFileStore({ folder: absolute, access }),
    path: absolute,
    accessMode: access,
    sync: definition["sync"] === true,
    toString: () => absolute,
  };
}

function accessOf(mode: unknown): Access {
  return mode === "read" || mode === "write" ? mode : "read-write";
}
