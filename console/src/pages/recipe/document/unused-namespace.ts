/**
 * A name for a new step, after what it does: `shopify-get-current-order` → `get_current_order`, and a figure behind it
 * when that is taken.
 */
export function unusedNamespace(key: string, taken: readonly string[]): string {
  const [, ...rest] = key.split("-");
  const base = (rest.length === 0 ? key : rest.join("_")).replaceAll(/\W+/g, "_").replace(/^(\d)/, "_$1");
  let name = base;
  for (let figure = 2; taken.includes(name) || name === "trigger"; figure += 1) name = `${base}_${figure}`;
  return name;
}
