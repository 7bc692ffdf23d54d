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
      description: "What to do when only details (gift message, address …) change on an order that is being picked.",
      options: [
        { label: "Stop the parcel and tell the warehouse", value: POLICY_CHOICES.detailsWhilePicking[0] },
        { label: "Only tell the warehouse", value: POLICY_CHOICES.detailsWhilePicking[1] },
      ],
      default: DEFAULT_POLICY.detailsWhilePicking,
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
    importWaitMinutes: {
      type: "integer",
      label: "Import Wait (Minutes)",
      description:
        "How long after its last change an order may still be missing in Peoplevox before a person is told. Another integration imports orders; this step never creates them.",
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
  readonly onceWorkStarted?: OrderEditPolicy["onceWorkStarted"];
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
      onceWorkStarted: props.onceWorkStarted ?? DEFAULT_POLICY.onceWorkStarted,
    },
    importWaitMinutes: props.importWaitMinutes ?? DEFAULT_IMPORT_WAIT_MINUTES,
    replacedBy: props.replacedBy === undefined || props.replacedBy === "" ? null : props.replacedBy,
  };
}
