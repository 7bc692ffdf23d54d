import path from "node:path";

/** Folder of the embedded database inside the data folder. */
export function databaseFolder(home: string): string {
  return path.join(home, "database");
}
