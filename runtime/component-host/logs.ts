import { AsyncLocalStorage } from "node:async_hooks";
import { format } from "node:util";
import { maskText } from "./secrets.ts";
import type { LogLine } from "./types.ts";

/** A component that prints a whole response must not fill the history; 10,000 characters show what it was. */
const LONGEST_LINE = 10_000;

const METHODS = { log: "info", info: "info", warn: "warn", error: "error", debug: "debug" } as const;

type Sink = (level: LogLine["level"], text: string) => void;

const currentSink = new AsyncLocalStorage<Sink>();
const watched = new WeakSet<Console>();

/**
 * Runs a function so that what it writes with `console.*`, now or later in its asynchronous course, goes to the sink.
 * Runs that overlap keep their lines apart. Whatever is written outside of a component's run is printed as before.
 */
export function captureLogs<T>(sink: Sink, run: () => T): T {
  watchConsole(globalThis.console);
  return currentSink.run(sink, run);
}

function watchConsole(target: Console): void {
  if (watched.has(target)) return;
  watched.add(target);
  for (const [method, level] of Object.entries(METHODS) as [keyof typeof METHODS, LogLine["level"]][]) {
    const print = target[method].bind(target);
    target[method] = (...args: unknown[]) => {
      const sink = currentSink.getStore();
      if (sink === undefined) print(...args);
      else sink(level, format(...args));
    };
  }
}

/** A line with secrets masked and its length bounded. */
export function logLine(
  level: LogLine["level"],
  text: string,
  options: { readonly secrets: readonly string[]; readonly at: number },
): LogLine {
  const masked = maskText(text, options.secrets);
  const over = masked.length - LONGEST_LINE;
  return {
    level,
    text: over > 0 ? `${masked.slice(0, LONGEST_LINE)}… (${over} more characters)` : masked,
    at: options.at,
  };
}
