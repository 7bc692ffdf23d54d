import { AsyncLocalStorage } from "node:async_hooks";
import { parentPort } from "node:worker_threads";
import type { Ask, FromWorker, ToWorker } from "../messages.ts";

const steps = new AsyncLocalStorage<string>();
const waiting = new Map<number, { resolve(value: unknown): void; reject(reason: Error): void }>();
let last = 0;

/** Runs a step so that whatever it asks for, now or later, is known to be its. */
export function asStep<T>(namespace: string, run: () => T): T {
  return steps.run(namespace, run);
}

export function currentStep(): string {
  return steps.getStore() ?? "";
}

/** Asks the thread that started this one. */
export function askOutside(ask: Ask): Promise<unknown> {
  last += 1;
  const id = last;
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  waiting.set(id, { resolve, reject });
  tellOutside({ kind: "ask", id, ask });
  return promise;
}

export function tellOutside(message: FromWorker): void {
  parentPort?.postMessage(message);
}

/** @returns Whether the message was an answer */
export function takeAnswer(message: ToWorker): boolean {
  if (message.kind === "job") return false;
  const asked = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.kind === "answer") asked?.resolve(message.value);
  else asked?.reject(new Error(message.message));
  return true;
}
