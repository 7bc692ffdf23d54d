/** npm and the terminal may both pass on one Ctrl-C; only a later one means "at once". */
const ANOTHER_SIGNAL_AFTER_MS = 1_000;

/**
 * Resolves at the first SIGTERM or SIGINT, or when the process that started this one is gone. A further signal, at
 * least a second later, ends the process at once; what was running is continued at the next start.
 */
export function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let toldAt: number | null = null;
    const stop = (): void => {
      if (toldAt !== null && Date.now() - toldAt > ANOTHER_SIGNAL_AFTER_MS) process.exit(1);
      toldAt ??= Date.now();
      resolve();
    };
    process.on("SIGTERM", stop).on("SIGINT", stop).once("disconnect", stop);
    // Listening to the channel must not keep the process alive once everything else has stopped.
    process.channel?.unref();
  });
}
