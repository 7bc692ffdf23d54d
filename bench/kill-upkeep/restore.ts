import { readdir } from "node:fs/promises";
import path from "node:path";
import { UNDER_WAY } from "../../runtime/store/backup/under-way.ts";
import { differences, numberOf } from "./count-rows.ts";
import { use } from "./place.ts";
import type { Place } from "./place.ts";
import type { Upkeep } from "./upkeep.ts";
import { runCommand } from "./victim.ts";
import { withHistory } from "./with-history.ts";

const RUNS = 10_000;
/** What is taken out after the backup, so that one sees which of the two a database is. */
const GONE = 1_000;
const fileIn = ({ home }: Place): string => path.join(home, "backup.dump");

export function restore(whom: "command" | "tool"): Upkeep {
  return {
    name: whom === "command" ? "restore" : "restore, pg_restore killed",
    ...(whom === "tool" ? { on: "PostgreSQL" } : {}),
    whom,
    fill: (database) => withHistory(database, RUNS),
    async prepare(place) {
      const { code, errors } = await runCommand(["backup", fileIn(place)], place.env);
      if (code !== 0) throw new Error(`The backup could not be made: ${errors}`);
      await use(await place.open(), (database) => database.query("DELETE FROM lastedit.runs WHERE id <= $1", [GONE]));
    },
    command: (place) => ["restore", fileIn(place), "--force"],
    sign: async (place) => (await leftIn(place)).length > 0 || place.isUsedBy("pg_restore"),
    inTheMiddle: async (place, { code, errors }) =>
      whom === "tool" ? code === 1 && errors.includes("pg_restore failed") : !(await isRestored(place)),
    /** Either what was there is there, or the next command says where it is. */
    async wrongAfterKill(place) {
      await untilNobodyRestores(place);
      const { code, errors } = await runCommand(["runs"], place.env);
      if (code !== 0) return errors.includes("A restore was cut short") ? [] : [`the next command says: ${errors}`];
      const runs = await numberOf(place, "lastedit.runs");
      return runs === RUNS || runs === RUNS - GONE ? [] : [`${runs} runs are there after the kill`];
    },
    async wrongAfter(place) {
      return [
        ...(await differences(place, {
          runs: ["lastedit.runs", RUNS],
          "runs without a step": ["lastedit.runs WHERE id NOT IN (SELECT run_id FROM lastedit.run_steps)", 0],
        })),
        ...(await leftIn(place)).map((name) => `left over: ${name}`),
      ];
    },
  };
}

async function leftIn({ home }: Place): Promise<string[]> {
  return (await readdir(home)).filter((name) => name.startsWith(UNDER_WAY));
}

async function isRestored(place: Place): Promise<boolean> {
  await untilNobodyRestores(place);
  const { output } = await runCommand(["runs"], place.env);
  return output !== "" && (await numberOf(place, "lastedit.runs")) === RUNS;
}

/** A tool whose caller was killed ends by itself, within a moment. */
async function untilNobodyRestores(place: Place): Promise<void> {
  const until = Date.now() + 10_000;
  while (await place.isUsedBy("pg_restore"))
    if (Date.now() > until) throw new Error("pg_restore still works 10 s after its caller was killed.");
}
