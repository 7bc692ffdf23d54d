/** Whether a moment lies a wait after some moment between `begunAt` and now, however long the machine took. */
export function isAfter(momentMs: number | undefined, begunAtMs: number, waitMs: number): boolean {
  return momentMs !== undefined && momentMs >= begunAtMs + waitMs && momentMs <= Date.now() + waitMs;
}
