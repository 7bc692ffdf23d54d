import { DEFAULT_RELEASE_POLICY } from "../../../domain/order-release/release-facts.ts";
import type { ReleasePolicy } from "../../../domain/order-release/release-facts.ts";

/** The gates an order passes on its way to the warehouse. */
export function releaseProps() {
  return {
    editWindowMinutes: {
      type: "integer",
      label: "Edit Window (Minutes)",
      description: "How long after it was placed an order stays open for edits; 0 for no such time.",
      min: 0,
      default: DEFAULT_RELEASE_POLICY.editWindowMinutes,
      optional: true,
    },
    payment: {
      type: "string",
      label: "Payment",
      description:
        "What the payment must have come to before the order is released. An edit that adds to a paid order leaves a rest to pay.",
      options: [
        { label: "Captured in full, the rest after an edit too", value: "captured" },
        { label: "Captured at least in part", value: "partly-captured" },
        { label: "Authorised or captured", value: "authorised" },
        { label: "Does not matter", value: "any" },
      ],
      default: DEFAULT_RELEASE_POLICY.payment,
      optional: true,
    },
    releaseTag: {
      type: "string",
      label: "Release Tag",
      description: "The order is released only when it has this tag. Leave empty for none.",
      optional: true,
    },
    holdTag: {
      type: "string",
      label: "Hold Tag",
      description:
        "The order is not released while it has this tag, such as `om:edit-order-hold` of an editing app. Leave empty for none.",
      optional: true,
    },
    respectHolds: {
      type: "boolean",
      label: "Wait for Fulfilment Holds",
      description: "The order is not released while Shopify shows it as on hold.",
      default: DEFAULT_RELEASE_POLICY.respectHolds,
      optional: true,
    },
    testOrders: {
      type: "string",
      label: "Test Orders",
      description: "Whether orders that were placed with a test payment go to the warehouse.",
      options: [
        { label: "Never", value: "never" },
        { label: "Like any other order", value: "release" },
      ],
      default: DEFAULT_RELEASE_POLICY.testOrders,
      optional: true,
    },
  } as const;
}

/** What the release props give at run time. */
export type ReleaseProps = { readonly [K in keyof ReleasePolicy]?: ReleasePolicy[K] };

/** The policy with its defaults. */
export function releasePolicyFrom(props: ReleaseProps): ReleasePolicy {
  return {
    editWindowMinutes: props.editWindowMinutes ?? DEFAULT_RELEASE_POLICY.editWindowMinutes,
    payment: props.payment ?? DEFAULT_RELEASE_POLICY.payment,
    releaseTag: (props.releaseTag ?? DEFAULT_RELEASE_POLICY.releaseTag).trim(),
    holdTag: (props.holdTag ?? DEFAULT_RELEASE_POLICY.holdTag).trim(),
    respectHolds: props.respectHolds ?? DEFAULT_RELEASE_POLICY.respectHolds,
    testOrders: props.testOrders ?? DEFAULT_RELEASE_POLICY.testOrders,
  };
}
