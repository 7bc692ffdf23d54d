import type { Health } from "../../engine/controls.ts";
import type { SourceStatus } from "../../ingress/source-keeper.ts";
import type { Json } from "../local-api/backend.ts";
import { count, durationInWords, table, timeInWords } from "./words.ts";

type HealthView = Json<Health>;

/**
 * How LastEdit is, over all processes.
 *
 * @param statuses - What the answering process knows of the sources it keeps
 */
export function healthStory(health: HealthView, statuses: readonly SourceStatus[] = []): string {
  return [
    health.trouble ?? "",
    queueWords(health),
    section("Paused", health.controls.map(pausedWords)),
    section("Connections", connectionRows(health)),
    section("Workers", workerRows(health)),
    section("Sources", sourceRows(health, statuses)),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function queueWords({ queue }: HealthView): string {
  const { waiting, due, running, oldestWaitMs, byLane } = queue;
  const oldest = oldestWaitMs === null ? "" : `; the longest for ${durationInWords(oldestWaitMs)}`;
  const lanes =
    byLane.length < 2 ? [] : byLane.map((lane) => `  ${lane.lane}: ${lane.waiting} waiting, ${lane.running} running`);
  return [`${count(waiting, "run")} waiting (${due} due now${oldest}), ${running} running.`, ...lanes].join("\n");
}

function pausedWords(control: HealthView["controls"][number]): string {
  const what = control.scope === "everything" ? "everything" : `${control.scope} ${control.name}`;
  const end = control.until === null ? "" : ` until ${timeInWords(control.until)}`;
  const why = control.because === "" ? "" : `: ${control.because}`;
  return `  ${what} since ${timeInWords(control.since)}${end} by ${control.by}${why}`;
}

function connectionRows({ connections }: HealthView): string[] {
  return lines(
    connections.map(({ name, breaker, budget, waitingRuns, runningRuns }) => [
      name,
      breakerWords(breaker),
      budget === null ? "" : `budget ${budget.used} of ${budget.of} used, ${budget.waiting} requests waiting`,
      `${waitingRuns} runs waiting, ${runningRuns} running`,
    ]),
  );
}

function breakerWords({ state, since, because, nextProbeAt }: HealthView["connections"][number]["breaker"]): string {
  if (state === "closed") return "answers";
  const from = since === null ? "" : ` since ${timeInWords(since)}`;
  const next = nextProbeAt === null ? "" : `; asked again at ${timeInWords(nextProbeAt)}`;
  return `${state === "open" ? "away" : "being tried"}${from}${next}: ${because}`;
}

function workerRows({ workers }: HealthView): string[] {
  return lines(
    workers.map(({ id, kind, version, inFlight, seenAt, alive }) => [
      id,
      kind,
      version,
      alive ? `${inFlight} runs` : `silent since ${timeInWords(seenAt)}`,
    ]),
  );
}

/** The embedded database's only process keeps all sources, and says so nowhere. */
function sourceRows({ sources }: HealthView, statuses: readonly SourceStatus[]): string[] {
  const keepers = new Map(sources.map(({ id, keptBy }) => [id, `kept by ${keptBy}`]));
  const ailing = statuses.filter(({ state }) => state !== "elsewhere");
  const reasons = new Map(ailing.flatMap((each) => (each.reason === undefined ? [] : [[each.id, each.reason]])));
  const ids = new Set([...keepers.keys(), ...reasons.keys()]);
  return lines([...ids].map((id) => [id, keepers.get(id) ?? "", reasons.get(id) ?? ""]));
}

function lines(rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0
    ? []
    : table(rows)
        .split("\n")
        .map((line) => `  ${line}`);
}

function section(title: string, rows: readonly string[]): string {
  return rows.length === 0 ? "" : [`${title}:`, ...rows].join("\n");
}
