import { canComeBack, refundedAfterDespatch } from "../returns/despatched-units.ts";
import type { OrderSnapshot } from "../sales-order/order-snapshot.ts";
import type { ObservedSalesOrder } from "../sales-order/sales-order.ts";

/** Columns of a Sales Order that hold money. */
export const VALUE_FIELDS = ["TotalSale", "TaxPaid", "ShippingCost", "Discount"] as const;
export type ValueField = (typeof VALUE_FIELDS)[number];

/** Shopify's current values: after edits, in shop currency. */
export type ShopifyValue = "total" | "total-without-tax" | "tax" | "shipping" | "discounts";

/** Which Sales Order columns a tenant keeps, and what each means. */
export interface ValuePolicy {
  readonly fields: Readonly<Partial<Record<ValueField, ShopifyValue>>>;
  /** Differences up to this many minor units (pence, cents) are rounding. */
  readonly toleranceMinor: number;
}

export const DEFAULT_VALUE_POLICY: ValuePolicy = {
  fields: { TotalSale: "total", TaxPaid: "tax", ShippingCost: "shipping", Discount: "discounts" },
  toleranceMinor: 1,
};

/** One value on both sides, in minor units. */
export interface ComparedValue {
  readonly field: ValueField;
  readonly shopifyMinor: number;
  /** `null` when Peoplevox's text is no number. */
  readonly peoplevoxMinor: number | null;
  /** Peoplevox's text, letter for letter. */
  readonly peoplevoxText: string;
}

export type ValueComparison =
  | {
      readonly state: "same" | "differs";
      readonly currency: string;
      readonly values: readonly ComparedValue[];
      readonly differing: readonly ComparedValue[];
    }
  | { readonly state: "not-compared"; readonly because: string };

/**
 * Compares the values of an order on both sides. Shopify's are right.
 *
 * Not compared: cancelled orders, and orders of which despatched goods were refunded, since Shopify's current values
 * then leave out what the warehouse rightly sent. Columns that are blank in Peoplevox are not kept by the tenant.
 */
export function reconcileValues(
  order: OrderSnapshot,
  salesOrder: Pick<ObservedSalesOrder, "fields">,
  { fields, toleranceMinor }: ValuePolicy,
): ValueComparison {
  if (order.cancelledAt !== null) return { state: "not-compared", because: "The order is cancelled." };
  if (order.lines.some((line) => canComeBack(line) && refundedAfterDespatch(line) > 0)) {
    return { state: "not-compared", because: "Goods were refunded after they had left." };
  }
  const { currency } = order;
  const values = VALUE_FIELDS.flatMap((field): ComparedValue[] => {
    const meaning = fields[field];
    const peoplevoxText = salesOrder.fields[field]?.trim() ?? "";
    if (meaning === undefined || peoplevoxText === "") return [];
    const shopifyMinor = shopifyValue(order, meaning);
    return [{ field, shopifyMinor, peoplevoxMinor: minorUnits(peoplevoxText, currency), peoplevoxText }];
  });
  if (values.length === 0) return { state: "not-compared", because: "Peoplevox keeps no values of this order." };
  const differing = values.filter(
    ({ shopifyMinor, peoplevoxMinor }) =>
      peoplevoxMinor === null || Math.abs(shopifyMinor - peoplevoxMinor) > toleranceMinor,
  );
  return { state: differing.length === 0 ? "same" : "differs", currency, values, differing };
}

/**
 * A decimal amount in the currency's minor units, half a unit rounded away from zero.
 *
 * @returns `null` when the text is no plain decimal number
 * @throws {RangeError} When the currency is no ISO 4217 code
 * @example
 * minorUnits("12.345", "GBP"); // 1235
 * minorUnits("1200", "JPY"); // 1200
 */
export function minorUnits(amount: string, currency: string): number | null {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount.trim()) ?? [];
  if (whole === "") return null;
  const digits = minorDigits(currency);
  const padded = fraction.padEnd(digits + 1, "0");
  const units = Number(whole + padded.slice(0, digits)) + (Number(padded[digits]) >= 5 ? 1 : 0);
  return sign === "-" && units !== 0 ? -units : units;
}

/** An amount as people write it. */
export function money(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`;
}

/** Which values differ, in a sentence. */
export function valuesInWords({
  differing,
  currency,
}: Extract<ValueComparison, { readonly differing: readonly ComparedValue[] }>): string {
  const words = differing.map(({ field, shopifyMinor, peoplevoxMinor, peoplevoxText }) => {
    const there = peoplevoxMinor === null ? `"${peoplevoxText}"` : money(peoplevoxMinor, currency);
    return `${field} is ${there} in Peoplevox, ${money(shopifyMinor, currency)} in Shopify`;
  });
  return `${words.join("; ")}.`;
}

function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits as number;
}

function shopifyValue(order: OrderSnapshot, value: ShopifyValue): number {
  const minor = (amount: string): number => {
    const units = minorUnits(amount, order.currency);
    if (units === null) throw new RangeError(`Shopify's amount "${amount}" of ${order.name} is no decimal number.`);
    return units;
  };
  switch (value) {
    case "total":
      return minor(order.currentTotal);
    case "total-without-tax":
      return minor(order.currentTotal) - minor(order.currentTax);
    case "tax":
      return minor(order.currentTax);
    case "shipping":
      return minor(order.currentShipping);
    case "discounts":
      return minor(order.currentDiscounts);
  }
}
