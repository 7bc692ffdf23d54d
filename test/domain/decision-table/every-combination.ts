/** All combinations of the values that each fact may have. */
export function everyCombination<Facts extends object>(values: {
  readonly [K in keyof Facts]: readonly Facts[K][];
}): Facts[] {
  return (Object.keys(values) as (keyof Facts)[]).reduce<Partial<Facts>[]>(
    (combinations, fact) => combinations.flatMap((facts) => values[fact].map((value) => ({ ...facts, [fact]: value }))),
    [{}],
  ) as Facts[];
}
