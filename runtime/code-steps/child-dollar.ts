import { DOLLAR_METHODS } from "./protocol.ts";
import type { Call, DollarMethod } from "./protocol.ts";

export type Caller = (call: Call) => Promise<unknown>;

/**
 * `$` inside of the step's process: each call is a message. Calls that Pipedream answers at once are answered as soon as
 * the message comes back, so their results must be awaited.
 */
export function childDollar(call: Caller, context: unknown): Record<string, unknown> {
  const dollar: Record<string, Record<string, unknown>> = { flow: {}, send: {} };
  for (const method of DOLLAR_METHODS) {
    const [group = "", name] = method.split(".");
    const fn = (...args: unknown[]): unknown => started(method, call({ of: "dollar", method, args }));
    if (name === undefined) dollar[group] = fn as never;
    else dollar[group] = { ...dollar[group], [name]: fn };
  }
  return { ...dollar, context };
}

/** A promise whose fields say that it is one, for code that reads the addresses without `await`. */
function started(method: DollarMethod, answer: Promise<unknown>): Promise<unknown> {
  // The step's end waits for every call; here nobody may be listening.
  answer.catch(() => undefined);
  const address = (field: string): PropertyDescriptor => ({
    get() {
      throw new TypeError(`Write "await $.${method}(…)": in a code step its ${field} comes with an await.`);
    },
  });
  return Object.defineProperties(answer, { resume_url: address("resume_url"), cancel_url: address("cancel_url") });
}
