import { createHash } from "node:crypto";
import { globalId } from "../../model/global-id.ts";
import type { Metafield } from "../../model/records.ts";
import { isoSeconds } from "../../model/shop-time.ts";

/** What `compareDigest` compares. */
export const metafieldDigest = (value: string): string => createHash("sha256").update(value).digest("hex");

export const metafieldView = (field: Metafield): object => ({
  __typename: "Metafield",
  id: globalId("Metafield", field.id),
  namespace: field.namespace,
  key: field.key,
  type: field.type,
  value: field.value,
  ownerType: "ORDER",
  compareDigest: metafieldDigest(field.value),
  createdAt: isoSeconds(field.createdAt),
  updatedAt: isoSeconds(field.updatedAt),
});
