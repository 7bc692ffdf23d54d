import { ConfigurationError } from "@pipedream/platform";
import type { UserProp } from "../pipedream-component.ts";
import type { EditLock } from "./edit-lock.ts";

/** Props that say how an order is marked. Use the same in **Lock Order Edits** and **Unlock Order Edits**. */
export const editLockProps = () =>
  ({
    tag: {
      type: "string",
      label: "Tag",
      description: "Tag on the order while the warehouse works on it; edit apps can be told to stop at it.",
      default: DEFAULT_TAG,
      optional: true,
    },
    holdFulfilment: {
      type: "boolean",
      label: "Fulfilment Hold Too",
      description:
        "Also put a fulfilment hold of this app's own on the order. Only where nothing creates fulfilments in Shopify while it lasts: Shopify refuses them. Needs a scope for fulfilment orders, such as `write_merchant_managed_fulfillment_orders`.",
      default: false,
      optional: true,
    },
    holdHandle: {
      type: "string",
      label: "Hold Handle",
      description: "Name by which this app knows its own holds; only holds with it are ever released.",
      default: DEFAULT_HANDLE,
      optional: true,
    },
  }) as const satisfies Record<string, UserProp>;

/** The prop for warehouses that also send orders of other shops and channels. */
export const skipUnknownProp = () =>
  ({
    type: "boolean",
    label: "Skip Unknown Orders",
    description: "Do nothing, instead of failing, when the shop has no such order: it came from another channel.",
    default: false,
    optional: true,
  }) as const satisfies UserProp;

/** `null` in place of the error that the shop has no such order. */
export async function orNullWhenUnknown<Value>(change: Promise<Value>): Promise<Value | null> {
  try {
    return await change;
  } catch (error) {
    if ((error as { readonly code?: string }).code === "shopify-order-not-found") return null;
    throw error;
  }
}

const DEFAULT_TAG = "lastedit:picking";
const DEFAULT_HANDLE = "lastedit-picking";
const LONGEST_TAG = 40;
const LONGEST_HANDLE = 64;

/** What `editLockProps` puts on a component's `this`. */
export interface EditLockProps {
  readonly tag?: string;
  readonly holdFulfilment?: boolean;
  readonly holdHandle?: string;
}

/** @throws {ConfigurationError} When nothing would be marked, or a name is too long for Shopify. Nothing was changed. */
export function editLockFrom(props: EditLockProps): EditLock {
  const tag = (props.tag ?? DEFAULT_TAG).trim();
  const handle = (props.holdHandle ?? DEFAULT_HANDLE).trim();
  const holdHandle = props.holdFulfilment === true ? handle : null;
  if (tag === "" && holdHandle === null) throw wrong("neither a tag nor a fulfilment hold is wanted");
  if (tag.length > LONGEST_TAG || tag.includes(",")) {
    throw wrong(`tag "${tag}", expected at most ${LONGEST_TAG} characters and no comma`);
  }
  if (holdHandle !== null && (handle === "" || handle.length > LONGEST_HANDLE)) {
    throw wrong(`hold handle "${handle}", expected 1 to ${LONGEST_HANDLE} characters`);
  }
  return { tag, holdHandle };
}

const wrong = (what: string): ConfigurationError => new ConfigurationError(`Edit lock: ${what}. Nothing was changed.`);
