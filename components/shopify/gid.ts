/** `gid://shopify/Order/1` from `Order` and `1`. */
export const toGid = (type: string, id: string): string => `gid://shopify/${type}/${id}`;

/**
 * The id inside a global id, as text: ids can be above 2^53.
 *
 * @throws {RangeError} When the text is not a `gid://shopify/<type>/<digits>`
 */
export function idOfGid(gid: string): string {
  const id = /^gid:\/\/shopify\/\w+\/(\d+)(?:\?.*)?$/.exec(gid)?.[1];
  if (id === undefined) throw new RangeError(`"${gid}" is not a Shopify global id, expected gid://shopify/Type/123`);
  return id;
}
