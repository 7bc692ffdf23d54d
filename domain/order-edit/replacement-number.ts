/** Longest SalesOrderNumber Peoplevox takes, in characters (column type string(30)). */
export const SALES_ORDER_NUMBER_MAX_LENGTH = 30;

/**
 * The number of the Sales Order that replaces another: the first number of the lineage with `-R1`, `-R2` …
 *
 * @param salesOrderNumber - First number of the lineage
 * @param taken - Numbers of the lineage that Peoplevox knows already, cancelled ones too: a number cannot be used again
 * @returns `null` when it would be longer than Peoplevox takes; it is never cut, since the cut number could be another order's
 */
export function replacementNumber(salesOrderNumber: string, taken: readonly string[]): string | null {
  const used = new Set(taken);
  let attempt = 1;
  while (used.has(`${salesOrderNumber}-R${attempt}`)) attempt += 1;
  const number = `${salesOrderNumber}-R${attempt}`;
  return number.length <= SALES_ORDER_NUMBER_MAX_LENGTH ? number : null;
}
