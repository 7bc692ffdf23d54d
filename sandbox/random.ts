/** Repeatable chance: the same seed gives the same numbers in the same order. */
export interface Random {
  /** From 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean;
  /** One entry of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** Hexadecimal digits in lower case. */
  hex(digits: number): string;
}

/**
 * The mulberry32 generator: 32 bits of state, enough for a sandbox, never for secrets.
 *
 * @param seed - Any number; only its lower 32 bits count
 * @param stream - Different names give independent numbers for one seed, so that one part of the sandbox
 *   drawing more often does not change what another part draws
 */
export function createRandom(seed: number, stream = ""): Random {
  let state = Array.from(stream).reduce(
    (hash, character) => Math.imul(hash ^ character.charCodeAt(0), 0x01000193),
    seed | 0,
  );

  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));

  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError("pick: the list is empty");
      return list[whole(0, list.length - 1)] as T;
    },
    hex: (digits) => Array.from({ length: digits }, () => whole(0, 15).toString(16)).join(""),
  };
}
