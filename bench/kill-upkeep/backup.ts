import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { UNDER_WAY } from "../../runtime/store/backup/under-way.ts";
import { differences } from "./count-rows.ts";
import { embeddedPlace } from "./place.ts";
import type { Place } from "./place.ts";
import type { Upkeep } from "./upkeep.ts";
import { runCommand } from "./victim.ts";
import { withHistory } from "./with-history.ts";

/** So many that a dump takes longer than a look at it. */
const RUNS = 10_000;
const ALL_THERE = { runs: ["lastedit.runs", RUNS] } as const;
const fileIn = ({ home }: Place): string => path.join(home, "backup.dump");

export function backup(whom: "command" | "tool"): Upkeep {
  return {
    name: whom === "command" ? "backup" : "backup, pg_dump killed",
    ...(whom === "tool" ? { on: "PostgreSQL" } : {}),
    whom,
    fill: (database) => withHistory(database, RUNS),
    command: (place) => ["backup", fileIn(place)],
    sign: async (place) => existsSync(`${fileIn(place)}.part`) || (await leftIn(place)).length > 0,
    inTheMiddle: async (place, { code }) =>
      !existsSync(fileIn(place)) && (whom === "tool" ? code === 1 : (await leftIn(place)).length > 0),
    async wrongAfterKill(place, { errors }) {
      if (existsSync(fileIn(place))) return [];
      if (whom === "tool")
        return [
          ...(errors.includes("pg_dump failed; nothing was changed") ? [] : [`the command says: ${errors}`]),
          ...(await leftIn(place)).map((name) => `left over of a dump that failed: ${name}`),
        ];
      const half = `${fileIn(place)}.part`;
      return existsSync(half) ? refusesHalf(place, half) : [];
    },
    async wrongAfter(place) {
      return [
        ...(await differences(place, ALL_THERE)),
        ...(await differences(await restoreElsewhere(place), ALL_THERE)),
        ...(await leftIn(place)).map((name) => `left over: ${name}`),
      ];
    },
  };
}

async function leftIn({ home }: Place): Promise<string[]> {
  return (await readdir(home)).filter((name) => name.startsWith(UNDER_WAY) || name.endsWith(".part"));
}

/** Half a backup is refused and changes nothing. One that only lacked its name is whole: then all must be there. */
async function refusesHalf(place: Place, half: string): Promise<string[]> {
  const { code, errors } = await runCommand(["restore", half, "--force"], place.env);
  const words = /cannot be unpacked|no backup that this version|pg_restore failed; nothing was changed/;
  return [
    ...(code === 0 || words.test(errors) ? [] : [`restoring half a backup answers ${code}: ${errors}`]),
    ...(await differences(place, ALL_THERE)),
  ];
}

/** An embedded database into another data folder, a PostgreSQL's over itself. */
async function restoreElsewhere(place: Place): Promise<Place> {
  const home = path.join(place.home, "restored");
  const env = { ...place.env, LASTEDIT_HOME: home };
  const { code, errors } = await runCommand(["restore", fileIn(place), "--force"], env);
  if (code !== 0) throw new Error(`The backup could not be restored: ${errors}`);
  return place.env["DATABASE_URL"] === undefined ? embeddedPlace(home, env) : place;
}
