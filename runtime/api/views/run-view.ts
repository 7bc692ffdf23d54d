import { endInWords, stateInWords, stepInWords } from "../../cli/story/run-story.ts";
import type { Json } from "../../cli/local-api/backend.ts";
import type { Run, RunStep } from "../../store/runs/run.ts";
import type { RunItem, RunDetail } from "../contract/runs.ts";
import { keyOfOrder, shopOfKey } from "./order-keys.ts";

type StepView = RunDetail["steps"][number];
type Decision = NonNullable<StepView["decision"]>;

/** A run as lists show it. */
export function runItemOf(run: Run): RunItem {
  const { id, recipe, status, orderKey, orderName, orderId, events, attempt, failures, waits, replayOf } = run;
  const told = plain(run);
  const startedAt = "startedAt" in run ? run.startedAt : null;
  const finishedAt = "finishedAt" in run ? run.finishedAt : null;
  const shop = shopOfKey(orderKey);
  return {
    id,
    recipe,
    status,
    outcome: run.status === "succeeded" ? run.outcome : null,
    order: { key: keyOfOrder(shop, orderId, orderKey), name: orderName, id: orderId, shop },
    state: stateInWords(told),
    summary: run.status === "cancelled" ? (run.summary ?? "") : endInWords(told),
    error: run.status === "failed" ? run.error : run.status === "waiting" ? run.lastError : null,
    events,
    attempt,
    failures,
    waits,
    replayOf,
    queuedAt: run.queuedAt.toISOString(),
    dueAt: run.status === "waiting" ? run.dueAt.toISOString() : null,
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    durationMs: startedAt === null || finishedAt === null ? null : finishedAt.getTime() - startedAt.getTime(),
  };
}

/** A step's try as a run's page shows it. @param id - Its place among the tries, from 1 */
export function stepViewOf(step: RunStep, id: number): StepView {
  const { position, namespace, uses, writes, attempt, status, input, error, startedAt, finishedAt } = step;
  const output = fields(step.output);
  return {
    id,
    position,
    namespace,
    uses,
    writes,
    attempt,
    status,
    summary: stepInWords(plain(step)),
    decision: decisionOf(step),
    input,
    returnValue: output["returnValue"] ?? null,
    exports: output["exports"] ?? null,
    logs: logsOf(step.logs),
    error,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    durationMs: finishedAt === null ? null : finishedAt.getTime() - startedAt.getTime(),
  };
}

/** A step that decides says what and why. Read by shape, for any component. */
function decisionOf({ namespace, output }: RunStep): Decision | null {
  const { outcome, because, changes, done } = fields(fields(output)["returnValue"]);
  if (typeof outcome !== "string") return null;
  return {
    step: namespace,
    outcome,
    because: typeof because === "string" ? because : "",
    changes: typeof changes === "string" ? changes : "",
    done: Array.isArray(done) ? done.filter((item) => typeof item === "string") : [],
  };
}

/** Of the last try: what was done counts more than what was planned, and a later word more than an earlier one. */
export function mainDecision(steps: readonly StepView[]): Decision | null {
  const lastAttempt = Math.max(0, ...steps.map(({ attempt }) => attempt));
  const told = steps.filter(({ attempt, decision }) => attempt === lastAttempt && decision !== null);
  const chosen = told.findLast(({ writes }) => writes) ?? told.at(-1);
  return chosen?.decision ?? null;
}

function logsOf(logs: unknown): StepView["logs"] {
  if (!Array.isArray(logs)) return [];
  return logs.map((line: unknown) => {
    const { level, text } = fields(line);
    return {
      level: typeof level === "string" ? level : "info",
      text: typeof text === "string" ? text : JSON.stringify(line),
    };
  });
}

export function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function plain<T>(value: T): Json<T> {
  return JSON.parse(JSON.stringify(value)) as Json<T>;
}
