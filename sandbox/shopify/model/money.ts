/** Minor units of a decimal text or number: `"12.5"` is 1250. */
export const toMinor = (amount: string | number): number => Math.round(Number(amount) * 100);

/** How GraphQL writes money: at least one decimal, no trailing zero, e.g. `"10.0"`, `"10.25"`. */
export function graphqlAmount(minor: number): string {
  const text = (minor / 100).toFixed(2);
  return text.endsWith("0") ? text.slice(0, -1) : text;
}

/** How webhooks write money: always two decimals, e.g. `"10.00"`. */
export const webhookAmount = (minor: number): string => (minor / 100).toFixed(2);
