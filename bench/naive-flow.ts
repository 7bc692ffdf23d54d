// The same seeded season twice: once with LastEdit, once with a flow that writes each webhook's payload as it comes.
//   node bench/naive-flow.ts [orders] [seed]
// Prints what came of both, side by side. About ten minutes for 1,000 orders.
import type { SandboxInfo } from "../sandbox/server.ts";
import { startLastEdit } from "../test/end-to-end/season/lastedit-flow.ts";
import { playSeason, SEASON_BUDGET, SEASON_PROFILE } from "../test/end-to-end/season/play-season.ts";
import type { SeasonEnd } from "../test/end-to-end/season/play-season.ts";
import { startNaiveFlow } from "./naive/naive-flow.ts";

const [orders = 1_000, seed = 20_261_124] = process.argv.slice(2).map(Number);

const startNaive = (info: SandboxInfo) => startNaiveFlow(info, { ...SEASON_PROFILE, requestBudget: SEASON_BUDGET });
const naive = await playSeason({ seed, orders }, startNaive);
const lastedit = await playSeason({ seed, orders }, (info) => startLastEdit(info, orders > 350 ? 4 : 1));

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const ROWS: readonly (readonly [string, (end: SeasonEnd) => number])[] = [
  ["orders, with recreated ones", (end) => end.orders],
  ["in sync", (end) => end.inSync],
  ["differ, and a person is told", (end) => end.described],
  ["differ in silence", (end) => end.silent.length],
  ["told although in sync", (end) => end.stale.length],
  ["parcels that are not the last wish", (end) => end.wrongParcels.length],
  ["of these nobody was told", (end) => end.untoldParcels.length],
  ["orders sent twice", (end) => end.despatchedTwice.length],
  ["writes to what was being picked", (end) => end.changedAfterPicking.length],
  ["refunds and Returns that bring goods", (end) => end.returning],
  ["of these not announced", (end) => end.unannounced.length],
  ["RMAs for nothing, or wrong ones", (end) => end.wronglyAnnounced.length],
  ["open exceptions", (end) => sum(end.openExceptions)],
  ["requests to Peoplevox", (end) => end.soapRequests],
  ["seconds", (end) => end.seconds.all],
];

console.log(`${orders} orders, seed ${seed}`.padEnd(40) + "naive".padStart(10) + "LastEdit".padStart(10));
for (const [name, count] of ROWS) {
  console.log(name.padEnd(40) + String(count(naive)).padStart(10) + String(count(lastedit)).padStart(10));
}
