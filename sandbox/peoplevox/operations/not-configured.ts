/** Assumption: Peoplevox's own text for a template or report that cannot be used is not public. */
export function notConfigured(name: string): string {
  return `Integration : Template '${name}' is not configured`;
}
