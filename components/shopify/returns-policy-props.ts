import type { UserProp } from "../pipedream-component.ts";
import { DEFAULT_RETURNS_POLICY, RETURNS_POLICY_CHOICES } from "../../domain/returns/refund-kind.rules.ts";
import type { ReturnsPolicy } from "../../domain/returns/refund-kind.rules.ts";
import type { WarehouseLocations } from "./returns-history.ts";

const { noRestock, restockedInShop, returnRequested, returnClosed } = RETURNS_POLICY_CHOICES;

/** Props by which a consultant says which refunds and Returns bring goods. */
export const returnsPolicyProps = () =>
  ({
    noRestock: {
      type: "string",
      label: "Refunded Without Restock",
      description: "Whether goods come back that were refunded after despatch without restock and without a Return.",
      options: [
        { label: "The customer keeps them", value: noRestock[0] },
        { label: "They come back", value: noRestock[1] },
      ],
      default: DEFAULT_RETURNS_POLICY.noRestock,
      optional: true,
    },
    restockedInShop: {
      type: "string",
      label: "Restocked in a Shop",
      description: "Whether goods that were restocked at a shop's location are still to come to the warehouse.",
      options: [
        { label: "They are in the shop already", value: restockedInShop[0] },
        { label: "They come to the warehouse", value: restockedInShop[1] },
      ],
      default: DEFAULT_RETURNS_POLICY.restockedInShop,
      optional: true,
    },
    returnRequested: {
      type: "string",
      label: "Return Requested",
      description: "Whether the warehouse is told of a Return that the merchant has not approved yet.",
      options: [
        { label: "Wait for the approval", value: returnRequested[0] },
        { label: "Tell the warehouse at once", value: returnRequested[1] },
      ],
      default: DEFAULT_RETURNS_POLICY.returnRequested,
      optional: true,
    },
    returnClosed: {
      type: "string",
      label: "Return Closed Early",
      description: "Whether goods of a Return that was closed before they were dealt with still come back.",
      options: [
        { label: "They come back", value: returnClosed[0] },
        { label: "Nothing comes back", value: returnClosed[1] },
      ],
      default: DEFAULT_RETURNS_POLICY.returnClosed,
      optional: true,
    },
  }) as const satisfies Record<string, UserProp>;

/** What `returnsPolicyProps` puts on a component's `this`. */
export type ReturnsPolicyProps = Partial<ReturnsPolicy>;

/** The policy with its defaults. */
export function returnsPolicyFrom(props: ReturnsPolicyProps): ReturnsPolicy {
  return {
    noRestock: props.noRestock ?? DEFAULT_RETURNS_POLICY.noRestock,
    restockedInShop: props.restockedInShop ?? DEFAULT_RETURNS_POLICY.restockedInShop,
    returnRequested: props.returnRequested ?? DEFAULT_RETURNS_POLICY.returnRequested,
    returnClosed: props.returnClosed ?? DEFAULT_RETURNS_POLICY.returnClosed,
  };
}

/** The prop that tells a warehouse's location from a shop's. */
export const warehouseLocationsProp = () =>
  ({
    type: "string[]",
    label: "Warehouse Locations",
    description:
      "Names or ids of the Shopify locations whose stock is this warehouse's. A refund that restocks elsewhere was " +
      "handed in there. Empty: every location that fulfils online orders.",
    optional: true,
  }) as const satisfies UserProp;

export const readWarehouseLocations = (names: readonly string[] | undefined): WarehouseLocations => ({
  warehouseLocations: (names ?? []).map((name) => name.trim()).filter((name) => name !== ""),
});
