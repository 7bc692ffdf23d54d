import type { RunDetailView, RunView } from "../local-api/backend.ts";
import { count, durationInWords, table, timeInWords } from "./words.ts";

type StepView = RunDetailView["steps"][number];
type SendView = NonNullable<RunDetailView["sends"]>[number];
type PauseView = NonNullable<RunDetailView["pause"]>;

/** One line per run, newest first. */
export function runTable(runs: readonly RunView[]): string {
  if (runs.length === 0) return "No run fits.";
  const rows = runs.map((run) => [
    String(run.id),
    timeInWords(run.queuedAt),
    run.orderName ?? run.orderId ?? run.orderKey,
    run.recipe,
    stateInWords(run),
    endInWords(run),
  ]);
  return table([["run", "queued", "order", "recipe", "state", "what happened"], ...rows]);
}

/** What became of a run, step by step, in words. */
export function runStory({ run, events, steps, sends = [], pause }: RunDetailView): string {
  const title = [`Run ${run.id}`, run.orderName ?? run.orderId ?? run.orderKey, run.recipe, stateInWords(run)].join(
    " · ",
  );
  const replay = run.replayOf === null ? [] : [`  Replay of run ${run.replayOf}.`];
  const heard = events.map(({ emittedAt, summary }) => `  ${timeInWords(emittedAt)}  ${summary ?? "Started by hand."}`);
  const folded = events.length > 1 ? [`  ${count(events.length, "event")} were taken together.`] : [];
  const told = attemptsOf(steps).flatMap((attempt, index, all) => attemptStory(attempt, index, all.length));
  const sent = sends.map(sendInWords);
  const last = pause === undefined ? lastWord(run) : pauseInWords(pause);
  return [title, ...replay, ...heard, ...folded, ...told, ...sent, `  ${last}`].join("\n");
}

function sendInWords({ step, kind, status, because }: SendView): string {
  const became = status === "held" ? "Held until the run has ended." : (because ?? "Waits for its turn.");
  return `    ${step.padEnd(12)} Send (${kind}): ${became}`;
}

function pauseInWords({ kind, namespace, dueAt }: PauseView): string {
  const until = timeInWords(dueAt);
  if (kind === "suspend") return `Suspended by the step "${namespace}"; cancelled at ${until} if nobody resumes it.`;
  return `Paused by the step "${namespace}" (${kind}); goes on at ${until}.`;
}

function attemptsOf(steps: readonly StepView[]): StepView[][] {
  return [...Map.groupBy(steps, ({ attempt }) => attempt).values()];
}

/** Tries in the middle of many are alike: the first and the last two tell the story. */
function attemptStory(steps: readonly StepView[], index: number, attempts: number): string[] {
  const first = 1;
  const last = attempts - 2;
  if (index >= first && index < last) {
    return index === first
      ? [`  … ${count(last - first, "further try").replace("trys", "tries")} went the same way or similarly …`]
      : [];
  }
  const heading = attempts === 1 ? [] : [`  Try ${steps[0]?.attempt ?? index + 1}:`];
  return [...heading, ...steps.flatMap(stepStory)];
}

function stepStory(step: StepView): string[] {
  const name = `    ${step.namespace.padEnd(12)}`;
  const duration =
    step.finishedAt === null ? "" : durationInWords(Date.parse(step.finishedAt) - Date.parse(step.startedAt));
  const took = step.status === "skipped" ? "" : `  (${duration})`;
  return [`${name} ${stepInWords(step)}${took}`, ...decisionOf(step).map((line) => `${" ".repeat(17)}${line}`)];
}

export function stepInWords({ status, summary, error, uses }: StepView): string {
  switch (status) {
    case "failed":
      return `Failed: ${error?.message ?? "no reason was given."}`;
    case "interrupted":
      return "Interrupted: the process ended during this step. Whether it changed anything is not known.";
    case "running":
      return `Running ${uses}.`;
    case "skipped":
      return summary ?? "Skipped.";
    case "succeeded":
      return summary ?? `${uses} finished.`;
  }
}

/** A step that decides says what and why; one that changes says what it did. Read by shape, for any component. */
function decisionOf({ output, summary }: StepView): string[] {
  const result = fields(fields(output)["returnValue"]);
  const { outcome, because, changes, done } = result;
  const said = summary ?? "";
  const lines: string[] = [];
  const reason = typeof because === "string" ? because : "";
  if (typeof outcome === "string" && !said.includes(outcome)) lines.push(`Decision: ${outcome}. ${reason}`.trimEnd());
  if (typeof changes === "string" && changes !== "" && !said.includes(changes)) lines.push(`Difference: ${changes}`);
  if (Array.isArray(done)) for (const item of done) if (typeof item === "string") lines.push(`- ${item}`);
  return lines;
}

function lastWord(run: RunView): string {
  switch (run.status) {
    case "waiting":
      return run.lastError === null
        ? `Waits since ${timeInWords(run.queuedAt)}; due ${timeInWords(run.dueAt)}.`
        : `Is tried again at ${timeInWords(run.dueAt)}. Last time: ${run.lastError.message}`;
    case "running":
      return `Running since ${timeInWords(run.startedAt)}.`;
    default:
      return `Ended ${timeInWords(run.finishedAt)}${tookOf(run)}: ${endInWords(run)}`;
  }
}

function tookOf(run: RunView): string {
  return "startedAt" in run && "finishedAt" in run
    ? `, ${durationInWords(Date.parse(run.finishedAt) - Date.parse(run.startedAt))} after it began`
    : "";
}

export function stateInWords(run: RunView): string {
  if (run.status === "succeeded") return run.outcome;
  if (run.status === "waiting" && run.attempt > 0) return "waiting to be tried again";
  return run.status;
}

export function endInWords(run: RunView): string {
  switch (run.status) {
    case "succeeded":
      return run.summary ?? "Done.";
    case "failed":
      return run.error.message;
    case "waiting":
      return run.lastError?.message ?? "";
    default:
      return "";
  }
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
