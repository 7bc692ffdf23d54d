/** One row of a mapping as it is typed. */
export type Pair = readonly [left: string, right: string];

/** What can be read of the rows. Of a left side that is there twice, the last row counts. */
export function mappingOf(pairs: readonly Pair[]): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs.map(([left, right]) => [left.trim(), right.trim()]));
}

/** What is wrong with a row's left side; undefined when nothing is. */
export function problemOfPair(pairs: readonly Pair[], index: number): string | undefined {
  const left = pairs[index]?.[0].trim() ?? "";
  if (left === "") return undefined;
  return pairs.some(([other], at) => at < index && other.trim() === left) ? "Is there already." : undefined;
}
