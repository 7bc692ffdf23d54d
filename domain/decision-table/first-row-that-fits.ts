/** The facts a row asks for; a fact it does not name may have any value. */
export type When<Facts> = { readonly [K in keyof Facts]?: Facts[K] | readonly Facts[K][] };

/**
 * Reads a decision table top to bottom.
 *
 * @returns The first row whose every named fact has one of the values it asks for
 * @throws {RangeError} When no row fits, naming the facts: a table ends with a row that fits everything
 */
export function firstRowThatFits<Facts extends object, Row extends { readonly when: When<Facts> }>(
  rows: readonly Row[],
  facts: Facts,
): Row {
  const row = rows.find(({ when }) => fits(when, facts));
  if (row === undefined) throw new RangeError(`No row of the decision table fits ${JSON.stringify(facts)}.`);
  return row;
}

function fits<Facts extends object>(when: When<Facts>, facts: Facts): boolean {
  return (Object.keys(when) as (keyof Facts)[]).every((fact) => {
    const wanted = when[fact];
    return Array.isArray(wanted) ? wanted.includes(facts[fact]) : wanted === facts[fact];
  });
}
