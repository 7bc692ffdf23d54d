// Runs the code of one step. A process of its own, which may read only its packages and write only its own folder.
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { installComponentResolver } from "../component-host/component-resolver.ts";
import { isRecord, toJson } from "../component-host/json.ts";
import { childDollar } from "./child-dollar.ts";
import { childProps } from "./child-props.ts";
import type { Call, ToChild, ToParent } from "./protocol.ts";

const LEVELS = { log: "info", info: "info", warn: "warn", error: "error", debug: "debug" } as const;
const WHAT_IT_MAY = "A code step may read the packages it imports and write to os.tmpdir(), and start no process.";
const waiting = new Map<number, PromiseWithResolvers<unknown>>();
let calls = 0;

function tell(message: ToParent): void {
  process.send?.(message);
}

function call(wanted: Call): Promise<unknown> {
  const id = (calls += 1);
  const answer = Promise.withResolvers<unknown>();
  waiting.set(id, answer);
  tell({ kind: "call", id, call: { ...wanted, args: wanted.args.map(toJson) } });
  return answer.promise;
}

async function load(file: string): Promise<Record<string, unknown>> {
  const { default: component } = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  if (isRecord(component) && typeof component["run"] === "function") return component;
  throw new TypeError(
    "The code's default export has no run; expected defineComponent({ async run({ steps, $ }) { … } }).",
  );
}

async function answer(message: Exclude<ToChild, { kind: "answer" }>): Promise<ToParent> {
  const component = await load(message.file);
  const definitions = isRecord(component["props"]) ? component["props"] : {};
  if (message.kind === "describe") return { kind: "described", props: toJson(definitions) as Record<string, unknown> };
  const self = {
    ...(isRecord(component["methods"]) ? component["methods"] : {}),
    ...childProps(definitions, message.props, call),
  };
  const run = component["run"] as (this: object, given: object) => unknown;
  const returned: unknown = await run.call(self, { steps: message.steps, $: childDollar(call, message.context) });
  // What the code did not wait for is part of the step all the same.
  while (waiting.size > 0) await Promise.all([...waiting.values()].map(({ promise }) => promise));
  return { kind: "returned", value: toJson(returned) };
}

function thrown(error: unknown): ToParent {
  if (!(error instanceof Error)) return { kind: "threw", name: "Error", message: format(error), stack: null };
  const denied = "code" in error && error.code === "ERR_ACCESS_DENIED" ? ` ${WHAT_IT_MAY}` : "";
  return { kind: "threw", name: error.name, message: `${error.message}${denied}`, stack: error.stack ?? null };
}

for (const [method, level] of Object.entries(LEVELS) as [keyof typeof LEVELS, (typeof LEVELS)[keyof typeof LEVELS]][]) {
  globalThis.console[method] = (...args: unknown[]) => tell({ kind: "log", level, text: format(...args) });
}
// A step has no business with other processes; this is no fence, see docs/decisions/0008.
Object.assign(process, { kill: undefined, _kill: undefined });
Object.assign(globalThis, { defineComponent: <T>(component: T): T => component });
installComponentResolver();

process.on("message", (message: ToChild) => {
  if (message.kind === "answer") {
    const { id, value, problem } = message;
    const answered = waiting.get(id);
    waiting.delete(id);
    if (problem === null) answered?.resolve(value);
    else answered?.reject(new Error(problem));
    return;
  }
  void answer(message)
    .catch(thrown)
    .then((last) => process.send?.(last, () => process.disconnect()));
});
process.on("disconnect", () => process.exit());
