/**
 * One value per process under a name. Every built component bundles its own copy of this code; what must be shared
 * between them (clients, their points, merged requests) therefore lives on `globalThis`.
 */
export function processWide<Value>(name: string, create: () => Value): Value {
  const holder = globalThis as unknown as Record<symbol, Value | undefined>;
  const key = Symbol.for(`lastedit.shopify.${name}`);
  return (holder[key] ??= create());
}
