import { AsyncResource } from "node:async_hooks";
import { createHash } from "node:crypto";
import { isRecord } from "../component-host/json.ts";
import type { Component, DataStore } from "../component-host/types.ts";
import { placeCode } from "./code-folder.ts";
import { CodeStepError } from "./code-step-error.ts";
import type { CodeStep } from "./code-step.ts";
import { answerCall } from "./answer-call.ts";
import { runStepProcess } from "./step-process.ts";
import type { LastMessage, StepProcessOptions } from "./step-process.ts";
import type { ToParent } from "./protocol.ts";

/** Loading the code must not take long, whatever the step may. */
const DESCRIBE_SECONDS = 30;

/**
 * The component of a code step: an action that runs the code in a process of its own. The code is loaded once here, to
 * read its props; packages that it imports are installed.
 *
 * @param home - The installation's folder of packages
 * @throws {CodeStepError} `code-step-invalid`, when the code cannot be loaded or is no component
 * @throws {PackageError} When a package that it imports cannot be fetched
 */
export async function codeComponent(step: CodeStep, home: string): Promise<Component> {
  const { namespace, code, env, limits, readOnly } = step;
  const { file, readable } = await placeCode(home, code);
  const shared = { readable, namespace, env };
  const described = await runStepProcess({
    ...shared,
    limits: { ...limits, seconds: Math.min(DESCRIBE_SECONDS, limits.seconds) },
    message: { kind: "describe", file },
    onMessage: () => undefined,
  });
  if (described.kind !== "described") throw invalid(namespace, described);
  const { props } = described;

  async function run(this: Readonly<Record<string, unknown>>, given: Given): Promise<unknown> {
    const { steps, $, signal } = given;
    const stores = new Map(namesOf(props, "data_store").map((prop) => [prop, this[prop] as DataStore]));
    const values = Object.fromEntries(
      Object.keys(props).map((prop) => [prop, stores.has(prop) ? null : plain(this[prop])]),
    );
    const last = await runStepProcess({
      ...shared,
      limits,
      signal,
      message: {
        kind: "run",
        file,
        props: values,
        steps: plain(steps) as Record<string, unknown>,
        context: plain($.context),
      },
      // Lines are written as the step's own, which the host knows by the course of its run.
      onMessage: AsyncResource.bind((told: ToParent, answer: Parameters<StepProcessOptions["onMessage"]>[1]) => {
        if (told.kind === "log") globalThis.console[told.level](told.text);
        else if (told.kind === "call") void answerCall(told, { $, stores }).then(answer);
      }),
    });
    if (last.kind === "returned") return last.value;
    throw asThrown(last);
  }

  return {
    type: "action",
    key: "code",
    version: `0.0.0-${createHash("sha256").update(code).digest("hex").slice(0, 12)}`,
    name: "Code",
    annotations: { readOnlyHint: readOnly, openWorldHint: true },
    props,
    run,
  };
}

interface Given {
  readonly steps: object;
  readonly $: Dollar;
  /** The run does not wait for the step any more. */
  readonly signal: AbortSignal | undefined;
}

interface Dollar extends Readonly<Record<string, unknown>> {
  readonly context: unknown;
}

function namesOf(props: Readonly<Record<string, unknown>>, type: string): string[] {
  return Object.entries(props).flatMap(([name, prop]) => (isRecord(prop) && prop["type"] === type ? [name] : []));
}

/** What can be sent to another process. */
function plain(value: unknown): unknown {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
}

function invalid(namespace: string, last: LastMessage): CodeStepError {
  const why = last.kind === "threw" ? last.message : "it gave no description";
  return new CodeStepError("code-step-invalid", `The code of "${namespace}" cannot be loaded: ${why} Nothing was run.`);
}

function asThrown(last: LastMessage): Error {
  if (last.kind !== "threw") return new Error("The code described itself instead of running.");
  const error = new Error(last.message);
  error.name = last.name;
  if (last.stack !== null) error.stack = last.stack;
  return error;
}
