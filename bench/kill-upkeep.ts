// Migrations, retention, backups and restores killed with SIGKILL at many moments, or the PostgreSQL program that they
// call: half a backup must never count as one, the same command called again must complete, and nothing may be lost or
// left over.
//   node bench/kill-upkeep.ts [--only migration|retention|backup|restore] [--on embedded|PostgreSQL] [--kills N] [--out FILE]
// About ten minutes. Prints a table; fails when anything is not as it should be. The programs called are found on Linux.
import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { embeddedGround, postgresGround } from "./kill-upkeep/place.ts";
import type { Ground, Place } from "./kill-upkeep/place.ts";
import { UPKEEPS } from "./kill-upkeep/upkeep.ts";
import type { Upkeep } from "./kill-upkeep/upkeep.ts";
import { runCommand } from "./kill-upkeep/victim.ts";
import type { Ended, KillPlan } from "./kill-upkeep/victim.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    on: { type: "string" },
    kills: { type: "string", default: "8" },
    out: { type: "string" },
  },
});
const KILLS = Number(values.kills);
/** A command is no sooner at the store than after this share of its time. */
const FROM = 0.3;

tell("| database | what | uninterrupted, s | kills | of those in the middle | completed when called again | wrong |");
tell(`|${" --- |".repeat(7)}`);
for (const [name, open] of Object.entries({ embedded: embeddedGround, PostgreSQL: postgresGround })) {
  if (values.on !== undefined && values.on !== name) continue;
  const ground = await open();
  try {
    for (const upkeep of UPKEEPS) {
      const wanted = values.only === undefined || upkeep.name.startsWith(values.only);
      if (wanted && (upkeep.on ?? ground.name) === ground.name) await killAtManyMoments(ground, upkeep);
    }
  } finally {
    await ground.close();
  }
}

async function killAtManyMoments(ground: Ground, upkeep: Upkeep): Promise<void> {
  await ground.fill((database) => upkeep.fill(database));
  const prepared = async (): Promise<Place> => {
    const place = await ground.fresh();
    await upkeep.prepare?.(place);
    return place;
  };
  /** Without a sign of its own: nothing happens until it is killed. */
  const planIn = (place: Place, afterMs: number | null): KillPlan => ({
    sign: () => upkeep.sign?.(place) ?? true,
    afterMs,
    whom: upkeep.whom ?? "command",
  });
  const whole = await prepared();
  const uninterrupted = await runCommand(upkeep.command(whole), whole.env, planIn(whole, null));
  if (uninterrupted.code !== 0) throw new Error(`${upkeep.name} fails also uninterrupted: ${uninterrupted.errors}`);
  const wrong = await upkeep.wrongAfter(whole);
  // The machine's other work makes it quicker or slower.
  let workMs = workOf(uninterrupted, upkeep);
  let [kills, middle, completed] = [0, 0, 0];
  for (let tries = 0; kills < KILLS && tries < 3 * KILLS; tries += 1) {
    const place = await prepared();
    const afterMs = workMs.fromMs + (workMs.forMs * (kills + 0.5)) / KILLS;
    const first = await runCommand(upkeep.command(place), place.env, planIn(place, afterMs));
    if (!first.killed) {
      workMs = workOf(first, upkeep);
      continue;
    }
    kills += 1;
    wrong.push(...((await upkeep.wrongAfterKill?.(place, first)) ?? []));
    if (await upkeep.inTheMiddle(place, first)) middle += 1;
    const again = await runCommand(upkeep.command(place), place.env);
    // A backup that was whole when the kill came is there already.
    if (again.code === 0 || again.errors.includes("is there already")) completed += 1;
    else wrong.push(again.errors.slice(0, 200));
    wrong.push(...(await upkeep.wrongAfter(place)));
  }
  if (wrong.length > 0 || completed < kills) process.exitCode = 1;
  const cells = [ground.name, upkeep.name, (uninterrupted.ms / 1000).toFixed(1), kills, middle, completed];
  tell(`| ${cells.join(" | ")} | ${[...new Set(wrong)].join("; ") || "nothing"} |`);
}

/** When kills come, in milliseconds after the sign. */
function workOf({ ms, signMs }: Ended, { sign }: Upkeep): { readonly fromMs: number; readonly forMs: number } {
  const left = ms - (signMs ?? 0);
  return sign === undefined ? { fromMs: left * FROM, forMs: left * (1 - FROM) } : { fromMs: 0, forMs: left };
}

function tell(line: string): void {
  console.log(line);
  if (values.out !== undefined) appendFileSync(values.out, `${line}\n`);
}
