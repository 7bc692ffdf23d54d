import { ConfigurationError } from "@pipedream/platform";
import type { UserProp } from "../pipedream-component.ts";

/** One page of metafields, which is all that is read. */
const MOST = 25;

/** The prop that names order metafields to read. */
export function metafieldsProp() {
  return {
    type: "string[]",
    label: "Order metafields",
    description:
      "Metafields of the order to read too, as `namespace.key` such as `custom.gift_message`. A template may only name metafields that were read.",
    default: [],
    optional: true,
  } as const satisfies UserProp;
}

/**
 * Reads that prop: without blanks and doubles.
 *
 * @throws {ConfigurationError} When an entry is not `namespace.key`, or there are more than 25; nothing is sent
 */
export function readMetafields(value: readonly string[] | undefined): readonly string[] {
  const names = [...new Set((value ?? []).map((name) => name.trim()).filter((name) => name !== ""))];
  const wrong = names.find((name) => !/^[^.\s]+\.\S+$/.test(name));
  if (wrong !== undefined) {
    throw new ConfigurationError(`Order metafields: "${wrong}" is none, expected such as custom.gift_message.`);
  }
  if (names.length <= MOST) return names;
  throw new ConfigurationError(`Order metafields: got ${names.length}, expected at most ${MOST}.`);
}
