import { bindComponent } from "./bind-component.ts";
import { createDollar } from "./dollar.ts";
import { allProps } from "./dynamic-props.ts";
import { asError, keepTrace } from "./errors.ts";
import { componentName, invoke } from "./invoke.ts";
import { toJson } from "./json.ts";
import { captureLogs, logLine } from "./logs.ts";
import { checkValues, configuredValues } from "./prop-values.ts";
import { secretsOf } from "./secrets.ts";
import type { ActionCall, ActionResult, LogLine } from "./types.ts";

/**
 * Runs an action once.
 *
 * @returns What it returned and exported, as JSON
 * @throws {PropError} When a required prop has no value or a value is of the wrong type; the action has not run
 * Otherwise rejects with the component's own error, unchanged; `actionTrace(error)` has the logs and exports gathered
 * until then. When the signal is aborted it rejects with the signal's reason; the action's code cannot be stopped and
 * may still be going on, so whether it changed anything is unknown.
 */
export async function runAction(call: ActionCall): Promise<ActionResult> {
  const { component } = call;
  const name = componentName(component);
  if (component.type !== "action" || component.run === undefined) {
    throw new TypeError(`${name} is not an action: type is ${component.type ?? "source"}. Nothing was run.`);
  }
  const run = component.run;
  const logs: LogLine[] = [];
  let secrets: string[] = [];
  const log = (level: LogLine["level"], text: string): void =>
    void logs.push(logLine(level, text, { secrets, at: Date.now() }));
  const dollar = createDollar({
    context: call.context,
    files: call.files?.store,
    flow: call.flow ?? null,
    respondNow: async (response) => call.respondNow?.(response),
    warn: (text) => log("warn", text),
  });
  call.signal?.throwIfAborted();
  const work = async (): Promise<unknown> => {
    const props = await allProps(component, call.props, call);
    secrets = secretsOf(props, call.props);
    checkValues(name, props, configuredValues(props, call.props));
    const self = bindComponent(component, props, call.props, call);
    // The signal is ours: Pipedream gives `$` and `steps` only, and components do not look for more.
    const given = { $: dollar.api, steps: call.steps, signal: call.signal };
    const returned: unknown = await invoke(run, self, [given]);
    await dollar.settled();
    return returned;
  };
  try {
    const returned = await untilAborted(captureLogs(log, work), call.signal);
    return { returnValue: toJson(returned), logs, ...dollar.record() };
  } catch (thrown) {
    const error = asError(thrown);
    const { exports, summary } = dollar.record();
    keepTrace(error, { logs, exports, summary });
    throw error;
  }
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(asError(signal.reason));
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
