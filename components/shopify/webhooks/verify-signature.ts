import { createHmac, timingSafeEqual } from "node:crypto";

export type SignatureCheck = { readonly ok: true } | { readonly ok: false; readonly reason: SignatureRefusal };

export type SignatureRefusal = "signature-missing" | "signature-mismatch";

/**
 * Is this body signed by Shopify with one of our secrets? Compared in constant time.
 *
 * @param rawBody - The body's exact bytes, or them as UTF-8 text; never a body that was parsed and written again
 * @param signature - The header `X-Shopify-Hmac-Sha256`: base64 of HMAC-SHA256
 * @param secrets - The app's client secret; during a rotation also the one before (Shopify signs with the old one for
 *   up to an hour). Empty ones are left out: anyone could sign with them.
 * @see https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 */
export function verifySignature(
  rawBody: string | Uint8Array,
  signature: string | undefined,
  secrets: readonly (string | undefined)[],
): SignatureCheck {
  if (signature === undefined || signature === "") return { ok: false, reason: "signature-missing" };
  const given = Buffer.from(signature);
  const matches = secrets
    .filter((secret): secret is string => Boolean(secret))
    .map((secret) => Buffer.from(createHmac("sha256", secret).update(rawBody).digest("base64")))
    .map((expected) => expected.length === given.length && timingSafeEqual(expected, given));
  return matches.includes(true) ? { ok: true } : { ok: false, reason: "signature-mismatch" };
}
