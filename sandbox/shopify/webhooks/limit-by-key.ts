/**
 * Runs at most `most` tasks of one key at a time, the others in the order they came.
 * Keys do not wait for each other: a receiver that hangs slows down nobody else.
 */
export function createLimitByKey(most: number) {
  const lanes = new Map<number, { running: number; waiting: (() => void)[] }>();
  return async function run(key: number, task: () => Promise<void>): Promise<void> {
    const lane = lanes.get(key) ?? { running: 0, waiting: [] };
    lanes.set(key, lane);
    if (lane.running >= most) await new Promise<void>((resolve) => lane.waiting.push(resolve));
    else lane.running++;
    try {
      await task();
    } finally {
      // The place goes straight to the next in line, so nobody can jump the queue.
      const next = lane.waiting.shift();
      if (next === undefined) lane.running--;
      else next();
    }
  };
}
