/** What happened, in words, in order; and a hash of it, by which two runs are told apart. */
export interface Trace {
  /** @param details - Only worked out when the words are kept */
  note(atMs: number, words: string, details?: () => string): void;
  readonly lines: readonly string[];
  /** Of what happened, when, and in which order. */
  hash(): string;
}

/** @param keep - Whether the words are kept; their hash always is */
export function createTrace(startMs: number, keep: boolean): Trace {
  const lines: string[] = [];
  let [one, other] = [0x811c9dc5, 0x01234567];
  const mix = (value: number): void => {
    one = Math.imul(one ^ value, 0x01000193);
    other = Math.imul(other ^ (value >>> 3), 0x85ebca6b) ^ (one >>> 15);
  };
  return {
    lines,
    note(atMs, words, details) {
      mix(atMs - startMs);
      for (let index = 0; index < words.length; index += 1) mix(words.charCodeAt(index));
      if (!keep) return;
      const seconds = (atMs - startMs) / 1000;
      lines.push(`${seconds.toFixed(3).padStart(9)} ${words}${details?.() ?? ""}`);
    },
    hash: () => [one, other].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join(""),
  };
}
