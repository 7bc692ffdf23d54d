import { ConfigurationError } from "@pipedream/platform";
import { z } from "zod";
import { DEFAULT_POLICY } from "../../domain/order-edit/order-edit.rules.ts";
import type { OrderEditPolicy } from "../../domain/order-edit/order-edit.rules.ts";
import type { RepairSettings } from "../../domain/sync-gap/plan-repairs.ts";
import { DEFAULT_GAP_POLICY, GAP_POLICY_CHOICES } from "../../domain/sync-gap/repair.rules.ts";
import type { GapPolicy } from "../../domain/sync-gap/repair.rules.ts";
import { DEFAULT_VALUE_POLICY, VALUE_FIELDS } from "../../domain/sync-gap/value-reconciliation.ts";
import type { ValuePolicy } from "../../domain/sync-gap/value-reconciliation.ts";
import { courierFrom, courierProps } from "./courier-props.ts";
import type { CourierProps } from "./courier-props.ts";

/** Props by which a consultant says what counts as a gap and what is done about it. Use the same in source and step. */
export function gapProps() {
  return {
    repairs: {
      type: "string",
      label: "Repairs",
      description: "Whether gaps are repaired where the rules allow it, or only raised.",
      options: [
        { label: "Repair what can be repaired", value: GAP_POLICY_CHOICES.repairs[0] },
        { label: "Only tell people", value: GAP_POLICY_CHOICES.repairs[1] },
      ],
      default: DEFAULT_GAP_POLICY.repairs,
      optional: true,
    },
    parcelAtRisk: {
      type: "string",
      label: "Parcels That Would Leave Wrong",
      description: "What to do with a parcel that work has started on, or that the courier collects soon.",
      options: [
        { label: "Stop the parcel and tell the warehouse", value: GAP_POLICY_CHOICES.parcelAtRisk[0] },
        { label: "Only tell people", value: GAP_POLICY_CHOICES.parcelAtRisk[1] },
      ],
      default: DEFAULT_GAP_POLICY.parcelAtRisk,
      optional: true,
    },
    heldTooLong: {
      type: "string",
      label: "Orders Held Too Long",
      description: "Whether people are told of orders that stay on hold or stopped.",
      options: [...GAP_POLICY_CHOICES.heldTooLong],
      default: DEFAULT_GAP_POLICY.heldTooLong,
      optional: true,
    },
    heldTooLongHours: {
      type: "integer",
      label: "Held Too Long After (Hours)",
      description: "From when on a hold or a stop is too long.",
      min: 0,
      default: DEFAULT_HELD_HOURS,
      optional: true,
    },
    valuesDiffer: {
      type: "string",
      label: "Values That Differ",
      description: "Whether people are told when Shopify's current values and those in Peoplevox differ.",
      options: [...GAP_POLICY_CHOICES.valuesDiffer],
      default: DEFAULT_GAP_POLICY.valuesDiffer,
      optional: true,
    },
    valueFields: {
      type: "object",
      label: "Value Columns",
      description:
        "Which Sales Order columns hold money, and what each means: `total`, `total-without-tax`, `tax`, `shipping` or `discounts`. Blank columns are never compared.",
      default: DEFAULT_VALUE_POLICY.fields,
      optional: true,
    },
    valueTolerance: {
      type: "integer",
      label: "Rounding (Pence or Cents)",
      description: "Differences up to this many minor units are rounding.",
      min: 0,
      default: DEFAULT_VALUE_POLICY.toleranceMinor,
      optional: true,
    },
    freshForMinutes: {
      type: "integer",
      label: "Fresh For (Minutes)",
      description: "A change younger than this may be dealt with by a run that is under way; its gap waits.",
      min: 0,
      default: DEFAULT_FRESH_MINUTES,
      optional: true,
    },
    importWaitMinutes: {
      type: "integer",
      label: "Import Wait (Minutes)",
      description: "How long after its last change an order may be missing in Peoplevox before it counts as a gap.",
      min: 0,
      default: DEFAULT_IMPORT_MINUTES,
      optional: true,
    },
    ...courierProps(),
  } as const;
}

const DEFAULT_HELD_HOURS = 4;
const DEFAULT_FRESH_MINUTES = 15;
const DEFAULT_IMPORT_MINUTES = 60;

/** What the gap props give at run time. */
export interface GapProps extends CourierProps, Partial<GapPolicy> {
  readonly heldTooLongHours?: number;
  readonly valueFields?: unknown;
  readonly valueTolerance?: number;
  readonly freshForMinutes?: number;
  readonly importWaitMinutes?: number;
}

/** How two sides are compared and gaps decided. */
export interface GapSettings extends RepairSettings {
  readonly heldTooLongMs: number;
  readonly importWaitMs: number;
  readonly values: ValuePolicy | null;
  /** What the order edit run would decide by. */
  readonly editPolicy: OrderEditPolicy;
}

const valueFields = z.partialRecord(
  z.enum(VALUE_FIELDS),
  z.enum(["total", "total-without-tax", "tax", "shipping", "discounts"]),
);

/** @throws {ConfigurationError} Naming what is wrong. Nothing was changed. */
export function gapSettingsFrom(props: GapProps): GapSettings {
  const policy: GapPolicy = {
    repairs: props.repairs ?? DEFAULT_GAP_POLICY.repairs,
    parcelAtRisk: props.parcelAtRisk ?? DEFAULT_GAP_POLICY.parcelAtRisk,
    heldTooLong: props.heldTooLong ?? DEFAULT_GAP_POLICY.heldTooLong,
    valuesDiffer: props.valuesDiffer ?? DEFAULT_GAP_POLICY.valuesDiffer,
  };
  return {
    policy,
    ...courierFrom(props),
    freshForMs: (props.freshForMinutes ?? DEFAULT_FRESH_MINUTES) * 60_000,
    heldTooLongMs: (props.heldTooLongHours ?? DEFAULT_HELD_HOURS) * 3_600_000,
    importWaitMs: (props.importWaitMinutes ?? DEFAULT_IMPORT_MINUTES) * 60_000,
    values: policy.valuesDiffer === "ignore" ? null : valuePolicy(props),
    editPolicy: DEFAULT_POLICY,
  };
}

function valuePolicy({ valueFields: given, valueTolerance }: GapProps): ValuePolicy {
  const toleranceMinor = valueTolerance ?? DEFAULT_VALUE_POLICY.toleranceMinor;
  if (given === undefined) return { ...DEFAULT_VALUE_POLICY, toleranceMinor };
  const result = valueFields.safeParse(given);
  if (result.success) {
    return { fields: Object.fromEntries(Object.entries(result.data)), toleranceMinor };
  }
  throw new ConfigurationError(`Value columns: ${z.prettifyError(result.error)} Nothing was changed.`);
}
