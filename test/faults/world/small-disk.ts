import { execFile } from "node:child_process";
import { chmod, mkdtemp, open, rm, rmdir, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const call = promisify(execFile);
const MEGABYTE = 1024 * 1024;

/** A file system of its own that can be full. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes what is left, to the last byte. */
  fill(): Promise<void>;
  /** Gives it back. */
  free(): Promise<void>;
  freeMegabytes(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Mounts one in memory.
 *
 * @throws When this process may not mount: only root may
 */
export async function openSmallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(path.join(tmpdir(), "lastedit-disk-"));
  await call("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "lastedit-disk", folder]);
  // A database server runs as another user.
  await chmod(folder, 0o777);
  const ballast = path.join(folder, "ballast");
  return {
    folder,
    async fill() {
      const file = await open(ballast, "a");
      try {
        for (const size of [MEGABYTE, 4_096, 1]) await writeUntilFull(file, Buffer.alloc(size));
      } finally {
        await file.close();
      }
    },
    free: () => rm(ballast, { force: true }),
    async freeMegabytes() {
      const { bavail, bsize } = await statfs(folder);
      return (bavail * bsize) / MEGABYTE;
    },
    async close() {
      await call("umount", ["--lazy", folder]);
      await rmdir(folder);
    },
  };
}

async function writeUntilFull(file: { write(data: Buffer): Promise<unknown> }, data: Buffer): Promise<void> {
  try {
    for (;;) await file.write(data);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}
