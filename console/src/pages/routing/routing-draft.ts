import type { Answer } from "../../api/client.ts";

type Preview = NonNullable<Answer<"POST", "/routing/preview">["answer"]>;
export type Owner = Preview["owner"];
export type Severity = Preview["severity"];

/** A condition is one value or a list of them; none fits everything. */
type Condition<Value extends string> = Value | readonly Value[] | undefined;

export interface Conditions {
  readonly kind?: Condition<string>;
  readonly owner?: Condition<Owner>;
  readonly severity?: Condition<Severity>;
  readonly shop?: Condition<string>;
}

export interface OwnerRow {
  readonly when: Conditions;
  readonly owner?: Owner;
  readonly severity?: Severity;
}

export interface RouteRow {
  readonly when: Conditions;
  readonly channels: readonly string[];
  readonly takeWithinMinutes: number | null;
  readonly escalateTo: readonly string[];
  readonly warnBeforeMinutes: number | null;
}

export interface QuietHours {
  readonly from: string;
  readonly to: string;
  readonly wholeDays: readonly string[];
  readonly exceptFor: readonly Severity[];
  readonly zone?: string;
}

export interface ChannelRules {
  readonly quietHours: QuietHours | null;
  readonly alertsPerHour: number;
  readonly summaryEveryMinutes: number;
  readonly repeatAfterMinutes: number;
}

/** The routing as the runtime gives it, whole. */
export interface RoutingDraft {
  readonly zone: string;
  readonly owners: readonly OwnerRow[];
  readonly routes: readonly RouteRow[];
  readonly channels: Readonly<Record<string, ChannelRules>>;
}

export const NEW_OWNER_ROW: OwnerRow = { when: {}, owner: "customer-service" };

export const NEW_ROUTE: RouteRow = {
  when: { severity: "high" },
  channels: ["all"],
  takeWithinMinutes: 15,
  escalateTo: ["all"],
  warnBeforeMinutes: 30,
};

export const USUAL_CHANNEL_RULES: ChannelRules = {
  quietHours: null,
  alertsPerHour: 20,
  summaryEveryMinutes: 15,
  repeatAfterMinutes: 60,
};

export const NEW_QUIET_HOURS: QuietHours = { from: "20:00", to: "07:00", wholeDays: [], exceptFor: ["high"] };

/** A condition as the list that a form edits. */
export function listOf<Value extends string>(condition: Condition<Value>): Value[] {
  if (condition === undefined) return [];
  return typeof condition === "string" ? [condition] : [...condition];
}

/** Conditions with another list for one fact; an empty one asks for nothing. */
export function withCondition(when: Conditions, fact: keyof Conditions, values: readonly string[]): Conditions {
  const others = Object.fromEntries(Object.entries(when).filter(([name]) => name !== fact));
  return values.length === 0 ? others : { ...others, [fact]: values };
}

/** Fields whose `undefined` takes them away. */
export function without<Row extends object>(row: Row, field: keyof Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== field)) as Row;
}
