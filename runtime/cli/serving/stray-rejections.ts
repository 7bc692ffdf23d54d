import type { Logger } from "./log-file.ts";

/**
 * A component may leave a promise alone that fails later; Node would end the process, and with it the runs of all other
 * orders. It is written to the log instead. The run itself was settled by what the component returned.
 */
export function logStrayRejections(log: Logger): void {
  process.on("unhandledRejection", (reason: unknown) => {
    log.error({ err: reason }, "A promise that nobody waits for failed; a component left it alone.");
  });
}
