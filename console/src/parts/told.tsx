import { useSession } from "../api/session.ts";
import { withMoments } from "../words/moments.ts";

/** A sentence of the runtime; moments in it stand as the merchant's clock shows them. */
export function Told({ text }: { readonly text: string }) {
  return withMoments(text, useSession().installation.timeZone);
}
