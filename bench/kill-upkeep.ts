// Migrations, retention and backups killed with SIGKILL at many moments: the same command called again must complete,
// and nothing may be lost or left over.
//   node bench/kill-upkeep.ts [--only migration|retention|backup] [--on embedded|postgres] [--kills N] [--out FILE]
// About ten minutes. Prints a table; fails when anything is not as it should be.
import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { embeddedGround, postgresGround } from "./kill-upkeep/place.ts";
import type { Ground } from "./kill-upkeep/place.ts";
import { UPKEEPS } from "./kill-upkeep/upkeep.ts";
import type { Upkeep } from "./kill-upkeep/upkeep.ts";
import { runCommand } from "./kill-upkeep/victim.ts";

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
for (const [name, open] of Object.entries({ embedded: embeddedGround, postgres: postgresGround })) {
  if (values.on !== undefined && values.on !== name) continue;
  const ground = await open();
  try {
    for (const upkeep of UPKEEPS) {
      if (values.only === undefined || values.only === upkeep.name) await killAtManyMoments(ground, upkeep);
    }
  } finally {
    await ground.close();
  }
}

async function killAtManyMoments(ground: Ground, upkeep: Upkeep): Promise<void> {
  await ground.fill((database) => upkeep.fill(database));
  const whole = await ground.fresh();
  const { ms: firstMs, code, errors } = await runCommand(upkeep.command(whole), whole.env);
  // The machine's other work makes it quicker or slower.
  let ms = firstMs;
  if (code !== 0) throw new Error(`${upkeep.name} fails also uninterrupted: ${errors}`);
  const wrong = await upkeep.wrongAfter(whole);
  let [kills, middle, completed] = [0, 0, 0];
  for (let tries = 0; kills < KILLS && tries < 3 * KILLS; tries += 1) {
    const place = await ground.fresh();
    const after = ms * (FROM + ((1 - FROM) * (kills + 0.5)) / KILLS);
    const first = await runCommand(upkeep.command(place), place.env, after);
    if (!first.killed) {
      ({ ms } = first);
      continue;
    }
    kills += 1;
    if ((await upkeep.inTheMiddle(place)) === true) middle += 1;
    const again = await runCommand(upkeep.command(place), place.env);
    // A backup that was whole when the kill came is there already.
    if (again.code === 0 || again.errors.includes("is there already")) completed += 1;
    else wrong.push(again.errors.slice(0, 200));
    wrong.push(...(await upkeep.wrongAfter(place)));
  }
  if (wrong.length > 0 || completed < kills) process.exitCode = 1;
  const cells = [ground.name, upkeep.name, (firstMs / 1000).toFixed(1), kills, middle, completed];
  tell(`| ${cells.join(" | ")} | ${[...new Set(wrong)].join("; ") || "nothing"} |`);
}

function tell(line: string): void {
  console.log(line);
  if (values.out !== undefined) appendFileSync(values.out, `${line}\n`);
}
