import type { Random } from "../../sandbox/random.ts";
import type { Scheduler } from "./scheduler.ts";

/**
 * Puts virtual time and seeded chance in the place of the process's own while a seed is played, so that no real clock and
 * no real chance reaches the code under test. Timers set without a process belong to nobody: what they lead to still
 * needs a process that lives.
 *
 * @returns a function that gives the process its own back
 */
export function sealGlobals(scheduler: Scheduler, random: Random): () => void {
  const real = {
    Date: globalThis.Date,
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setImmediate: globalThis.setImmediate,
    random: Math.random,
    randomUUID: globalThis.crypto.randomUUID.bind(globalThis.crypto),
  };

  class VirtualDate extends real.Date {
    constructor(value: number | string | Date = scheduler.now()) {
      super(value);
    }

    static override now(): number {
      return scheduler.now();
    }
  }

  const timers = new Map<number, { cancel(): void }>();
  let lastTimer = 0;
  const setVirtualTimeout = (run: (...args: unknown[]) => void, delayMs = 0, ...args: unknown[]): object => {
    const id = (lastTimer += 1);
    const timer = scheduler.after(delayMs, () => {
      timers.delete(id);
      run(...args);
    });
    timers.set(id, timer);
    const handle = { unref: () => handle, ref: () => handle, [Symbol.toPrimitive]: () => id };
    return handle;
  };
  const clearVirtualTimeout = (handle: unknown): void => {
    const id = Number(handle);
    timers.get(id)?.cancel();
    timers.delete(id);
  };
  const uuid = (): string => {
    const hex = random.hex(32);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  const put = (target: object, values: Readonly<Record<string, unknown>>): void => {
    for (const [name, value] of Object.entries(values)) {
      Object.defineProperty(target, name, { value, configurable: true, writable: true });
    }
  };
  put(globalThis, {
    Date: VirtualDate,
    setTimeout: setVirtualTimeout,
    clearTimeout: clearVirtualTimeout,
    setImmediate: (run: (...args: unknown[]) => void, ...args: unknown[]) => setVirtualTimeout(run, 0, ...args),
  });
  put(Math, { random: () => random.next() });
  put(globalThis.crypto, { randomUUID: uuid });
  return () => {
    const { random: realRandom, randomUUID, ...globals } = real;
    put(globalThis, globals);
    put(Math, { random: realRandom });
    put(globalThis.crypto, { randomUUID });
  };
}
