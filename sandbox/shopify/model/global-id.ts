/** `gid://shopify/Order/123` */
export const globalId = (type: string, id: number | string): string => `gid://shopify/${type}/${id}`;

/**
 * The number (or name) inside a global id.
 *
 * @param types - Type names that are accepted
 * @returns `null` when the text is no global id of one of these types. Query parameters after `?` are ignored.
 */
export function parseGlobalId(value: string, ...types: string[]): { type: string; id: string } | null {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/([\w-]+)(?:\?.*)?$/.exec(value);
  const [, type, id] = match ?? [];
  if (type === undefined || id === undefined) return null;
  return types.length === 0 || types.includes(type) ? { type, id } : null;
}

/** The number inside a global id of one of the types; `NaN` (equal to no id) when it is something else. */
export function numericId(value: string, ...types: string[]): number {
  const parsed = parseGlobalId(value, ...types);
  return parsed === null ? Number.NaN : Number(parsed.id);
}
