import { readFile } from "node:fs/promises";
import type { Database } from "../../runtime/store/database.ts";

/** Linux counts a process's time in hundredths of a second (`getconf CLK_TCK`). */
const MS_PER_TICK = 10;

/**
 * Computing time that the server's processes on this database have had, where they run on this Linux machine.
 *
 * @returns Milliseconds, user and system; `null` where the server is elsewhere, or in this process
 */
export async function databaseCpuMs(database: Database): Promise<number | null> {
  if (database.kind === "embedded") return null;
  const { rows } = await database.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() OR backend_type <> 'client backend'",
  );
  const spent = await Promise.all(rows.map(({ pid }) => processCpuMs(pid)));
  return spent.includes(null) ? null : spent.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
}

/** What a process of this machine has had so far; `null` where it cannot be told. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export async function processCpuMs(pid: number): Promise<number | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // What stands before the last bracket is the program's name, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  } catch {
    return null;
  }
}
