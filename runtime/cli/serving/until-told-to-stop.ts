/** Resolves at the first SIGTERM or SIGINT. A second one ends the process at once; what runs is continued at the next start. */
export function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let told = false;
    const stop = (): void => {
      if (told) process.exit(1);
      told = true;
      resolve();
    };
    process.on("SIGTERM", stop).on("SIGINT", stop);
  });
}
