import { AsyncLocalStorage } from "node:async_hooks";
import { personHere } from "../exceptions/person-here.ts";

/** Tells the process that answers who called the command; URL encoded. */
export const CALLER_HEADER = "x-lastedit-caller";

const calling = new AsyncLocalStorage<string>();

/** Does something for another command of this machine. @param name - The operating system's name of who called it */
export function asCaller<T>(name: string, work: () => T): T {
  return calling.run(name, work);
}

/** Who called the command: of this process, or the one whose request is being answered. */
export function caller(): string {
  return calling.getStore() ?? (personHere() || "this machine");
}
