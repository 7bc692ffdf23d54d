import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { BackupError } from "./backup-error.ts";

const manifestSchema = z.strictObject({
  lasteditBackup: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Keys that something in it is sealed with; `v1` is a value that does not say. */
  sealedWith: z.array(z.string()),
});

/** What a backup of the embedded database says of itself. It holds no keys. */
export type Manifest = z.output<typeof manifestSchema>;

const NAME = "lastedit-backup.json";

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(path.join(folder, NAME), JSON.stringify(manifest, null, 2));
}

/** @throws {BackupError} When the folder was not packed by `writeManifest` */
export async function readManifest(folder: string, file: string): Promise<Manifest> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path.join(folder, NAME), "utf8")));
  } catch (cause) {
    throw new BackupError(`${file} is no backup that this version of LastEdit can read. Nothing was changed.`, {
      cause,
    });
  }
}
