import { DEFAULT_POLICY, POLICY_CHOICES } from "../../../domain/order-edit/order-edit.rules.ts";
import type { OrderEditPolicy } from "../../../domain/order-edit/order-edit.rules.ts";

/** Props by which a consultant softens or hardens the decision table. */
export function policyProps() {
  return {
    addsWhilePicking: {
      type: "string",
      label: "Lines Added While Picking",
      description: "What to do when lines are only added to an order that is being picked.",
      options: [
        { label: "Stop the parcel and tell the warehouse", value: POLICY_CHOICES.addsWhilePicking[0] },
        { label: "Add them to the Sales Order", value: POLICY_CHOICES.addsWhilePicking[1] },
      ],
      default: DEFAULT_POLICY.addsWhilePicking,
      optional: true,
    },
    detailsWhilePicking: {
      type: "string",
      label: "Details Changed While Picking",
      description:
        "What to do when only details (gift message, delivery note …) change on an order that is being picked.",
      options: [
        { label: "Stop the parcel and tell the warehouse", value: POLICY_CHOICES.detailsWhilePicking[0] },
        { label: "Only tell the warehouse", value: POLICY_CHOICES.detailsWhilePicking[1] },
      ],
      default: DEFAULT_POLICY.detailsWhilePicking,
      optional: true,
    },
    addressOncePicked: {
      type: "string",
      label: "Address Changed Once Picking Has Begun",
      description:
        "What to do when address, contact name or service change on an order that is being picked or is picked: its label may have been printed already.",
      options: [
        { label: "Stop the parcel and tell the warehouse", value: POLICY_CHOICES.addressOncePicked[0] },
        {
          label: "Write them while the order is being picked, stop the parcel once it is picked",
          value: POLICY_CHOICES.addressOncePicked[1],
        },
        { label: "Only tell the warehouse", value: POLICY_CHOICES.addressOncePicked[2] },
      ],
      default: DEFAULT_POLICY.addressOncePicked,
      optional: true,
    },
    onceWorkStarted: {
      type: "string",
      label: "Any Other Change Once Picking Has Begun",
      description: "Whether the parcel is stopped (StopShip) or people are only told.",
      options: [
        { label: "Stop the parcel and tell the warehouse", value: POLICY_CHOICES.onceWorkStarted[0] },
        { label: "Only tell the warehouse", value: POLICY_CHOICES.onceWorkStarted[1] },
      ],
      default: DEFAULT_POLICY.onceWorkStarted,
      optional: true,
    },
    scope: {
      type: "string",
      label: "Keep in Step",
      description:
        "Whether lines and details are kept in step, or only details: then lines, quantities and cancellation are left to another integration.",
      options: [
        { label: "Lines and details", value: POLICY_CHOICES.scope[0] },
        { label: "Details only", value: POLICY_CHOICES.scope[1] },
      ],
      default: DEFAULT_POLICY.scope,
      optional: true,
    },
    whenMissing: {
      type: "string",
      label: "When the Order Is Not in Peoplevox",
      description:
        "Wait for the other integration that imports orders, create the Sales Order, or tell a person at once. Choose **create** only where nothing else imports orders.",
      options: [
        { label: "Wait until it is imported", value: POLICY_CHOICES.whenMissing[0] },
        { label: "Create it", value: POLICY_CHOICES.whenMissing[1] },
        { label: "Tell a person", value: POLICY_CHOICES.whenMissing[2] },
      ],
      default: DEFAULT_POLICY.whenMissing,
      optional: true,
    },
    importWaitMinutes: {
      type: "integer",
      label: "Import Wait (Minutes)",
      description:
        "How long after its last change an order may still be missing in Peoplevox before a person is told, where another integration imports orders.",
      min: 0,
      default: DEFAULT_IMPORT_WAIT_MINUTES,
      optional: true,
    },
    replacedBy: {
      type: "string",
      label: "Replaced By",
      description: "Name of the order that took this one's place, when an app recreated it. Leave empty otherwise.",
      optional: true,
    },
  } as const;
}

const DEFAULT_IMPORT_WAIT_MINUTES = 60;

/** What the policy props give at run time. */
export interface PolicyProps {
  readonly addsWhilePicking?: OrderEditPolicy["addsWhilePicking"];
  readonly detailsWhilePicking?: OrderEditPolicy["detailsWhilePicking"];
  readonly addressOncePicked?: OrderEditPolicy["addressOncePicked"];
  readonly onceWorkStarted?: OrderEditPolicy["onceWorkStarted"];
  readonly scope?: OrderEditPolicy["scope"];
  readonly whenMissing?: OrderEditPolicy["whenMissing"];
  readonly importWaitMinutes?: number;
  readonly replacedBy?: string;
}

/** The policy with its defaults. */
export function policyFrom(props: PolicyProps): {
  readonly policy: OrderEditPolicy;
  readonly importWaitMinutes: number;
  readonly replacedBy: string | null;
} {
  return {
    policy: {
      addsWhilePicking: props.addsWhilePicking ?? DEFAULT_POLICY.addsWhilePicking,
      detailsWhilePicking: props.detailsWhilePicking ?? DEFAULT_POLICY.detailsWhilePicking,
      addressOncePicked: props.addressOncePicked ?? DEFAULT_POLICY.addressOncePicked,
      onceWorkStarted: props.onceWorkStarted ?? DEFAULT_POLICY.onceWorkStarted,
      scope: props.scope ?? DEFAULT_POLICY.scope,
      whenMissing: props.whenMissing ?? DEFAULT_POLICY.whenMissing,
    },
    importWaitMinutes: props.importWaitMinutes ?? DEFAULT_IMPORT_WAIT_MINUTES,
    replacedBy: props.replacedBy === undefined || props.replacedBy === "" ? null : props.replacedBy,
  };
}
