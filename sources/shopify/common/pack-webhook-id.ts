const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Marks an id that is kept as it came. */
const PLAIN = "=";

/** Shopify's Webhook-Ids are UUIDs: 22 characters do instead of 36. Any other id is kept as it is. */
export const packWebhookId = (id: string): string =>
  UUID.test(id) ? Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url") : PLAIN + id;

export function unpackWebhookId(packed: string): string {
  if (packed.startsWith(PLAIN)) return packed.slice(PLAIN.length);
  const hex = Buffer.from(packed, "base64url").toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
