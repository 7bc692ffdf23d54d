export interface Measured {
  readonly what: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** Computing time of this process per call, the embedded database's thread included: hardly moved by a busy machine. */
  readonly cpuMs: number;
}

/** Times `work` one call after the other. @param times - Each call gets its number, to ask for something else each time */
export async function measure(
  what: string,
  times: number,
  work: (call: number) => Promise<unknown>,
): Promise<Measured> {
  const took: number[] = [];
  const cpuBefore = process.cpuUsage();
  for (let call = 0; call < times; call += 1) {
    const began = performance.now();
    await work(call);
    took.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  took.sort((a, b) => a - b);
  const at = (share: number): number => Number((took[Math.ceil(took.length * share) - 1] ?? 0).toFixed(1));
  return {
    what,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    maxMs: at(1),
    cpuMs: Number(((user + system) / 1000 / times).toFixed(1)),
  };
}
