import { actionTrace } from "../../component-host/errors.ts";
import { runAction } from "../../component-host/run-action.ts";
import { secretTexts } from "../../component-host/secrets.ts";
import type { ActionResult } from "../../component-host/types.ts";
import type { PreparedRecipe, PreparedStep } from "../../engine/prepared-recipe.ts";
import { readError } from "../../engine/read-error.ts";
import { historyWriter } from "../../store/privacy/for-history.ts";
import type { DryEnd, DryRunJob, DryStepReport } from "../messages.ts";
import { askOutside, asStep, tellOutside } from "./outside.ts";
import { outsideStore } from "./outside-store.ts";

type Scope = Record<string, unknown>;

/** Takes a recipe's steps once, in order, as a run would, and tells of each. No retries, no history. */
export async function takeDrySteps(recipe: PreparedRecipe, job: DryRunJob): Promise<DryEnd> {
  const secrets = new Set([...job.secrets, ...recipe.secrets]);
  const show = (value: unknown, alsoFrom: readonly unknown[] = []): unknown =>
    JSON.parse(historyWriter({ secrets, maskPersonal: job.maskPersonal })(value, alsoFrom));
  /** Also from what the process outside tells of requests. */
  const hide = (more: readonly string[]): void => {
    for (const secret of more) secrets.add(secret);
    if (more.length > 0) tellOutside({ kind: "secrets", secrets: more });
  };
  const context = { id: "dry-run", workflow_id: recipe.name, workflow_name: recipe.title, replay: true, test: true };
  const scope: Scope = { trigger: { event: job.event, context } };
  const reports: DryStepReport[] = [];
  let outcome: string | null = null;
  let summary = "";
  let over = false;

  for (const step of recipe.steps) {
    if (over) {
      reports.push(quiet(step, "not-reached", ""));
      continue;
    }
    const reused = job.reuse[step.namespace];
    if (reused !== undefined) {
      scope[step.namespace] = reused;
      const { $return_value: returnValue = null, ...exports } = reused as Scope;
      const words = typeof exports["$summary"] === "string" ? exports["$summary"] : "As in the past run.";
      reports.push({ ...quiet(step, "reused", words), returnValue: show(returnValue), exports: show(exports) });
    } else {
      const { report, result } = await takeOne(step, scope, context, { show, hide });
      reports.push(report);
      if (result !== null) {
        scope[step.namespace] = { ...result.exports, $return_value: result.returnValue };
        const named = (result.returnValue as { outcome?: unknown } | null)?.outcome;
        const names = typeof named === "string" && named !== "";
        if (names || outcome === null) summary = report.summary === "" ? summary : report.summary;
        if (names) outcome = named;
        over = result.exited !== null;
      } else if (report.status === "failed") {
        if (step.onError !== "continue") {
          const end = reports.concat(recipe.steps.slice(reports.length).map((left) => quiet(left, "not-reached", "")));
          return { steps: end, status: "failed", outcome: null, summary: report.summary };
        }
        scope[step.namespace] = { $error: { message: report.error?.message, code: report.error?.code } };
      }
    }
    over ||= step.namespace === job.until;
  }
  return { steps: reports, status: "succeeded", outcome, summary };
}

interface Shown {
  show(value: unknown, alsoFrom?: readonly unknown[]): unknown;
  /** Adds to the secrets that nothing shows from then on. */
  hide(secrets: readonly string[]): void;
}

async function takeOne(
  step: PreparedStep,
  scope: Scope,
  context: Readonly<Record<string, unknown>>,
  { show, hide }: Shown,
): Promise<{ readonly report: DryStepReport; readonly result: ActionResult | null }> {
  const begunAt = Date.now();
  let props: Record<string, unknown> = {};
  try {
    if (step.disabled) return { report: quiet(step, "skipped", "Skipped: the step is disabled."), result: null };
    if (!step.isWanted({ steps: scope }))
      return { report: quiet(step, "skipped", "Skipped: its condition was not met."), result: null };
    props = step.props({ steps: scope });
    hide(secretTexts(step.component, props));
    const result = await asStep(step.namespace, () =>
      runAction({
        component: step.component,
        props,
        steps: scope,
        context: { ...context, deadline: begunAt + step.timeoutMs },
        dataStore: outsideStore,
        flow: null,
        signal: AbortSignal.timeout(step.timeoutMs),
      }),
    );
    for (const { kind, config } of result.sent)
      await askOutside({ what: "send", step: step.namespace, kind, config: show(config) });
    const said = result.exited === null || result.exited === "" ? result.summary : result.exited;
    const known = [props, result.returnValue];
    return {
      result,
      report: {
        ...quiet(step, "succeeded", said === null ? "" : (show(said, known) as string)),
        input: show(props),
        returnValue: show(result.returnValue),
        exports: show(result.exports, known),
        logs: show(result.logs, known) as DryStepReport["logs"],
        durationMs: Date.now() - begunAt,
      },
    };
  } catch (thrown) {
    const { message, code, retry, effect } = readError(thrown, step.writes);
    const shown = show(message, [props, scope]) as string;
    const { exports = {}, logs = [] } = actionTrace(thrown) ?? {};
    return {
      result: null,
      report: {
        ...quiet(step, "failed", shown),
        input: show(props),
        exports: show(exports, [props]),
        logs: show(logs, [props]) as DryStepReport["logs"],
        error: { message: shown, code, retry, effect },
        durationMs: Date.now() - begunAt,
      },
    };
  }
}

function quiet({ namespace, uses }: PreparedStep, status: DryStepReport["status"], summary: string): DryStepReport {
  const nothing = { input: null, returnValue: null, exports: null, logs: [], error: null, durationMs: 0 };
  return { namespace, uses, status, summary, ...nothing };
}
