import type { EvidenceRules, PairTest } from "./evidence-rule.ts";
import type { OrderTrace } from "./order-trace.ts";

type Settings = Pick<EvidenceRules, "closeMinutes" | "skuOverlap" | "everydayApps">;
type Test = (older: OrderTrace, newer: OrderTrace, settings: Settings) => boolean;

/** A payment counts as older than the order when it is by more than this: a checkout takes some seconds itself. */
const BEFORE_CREATION_MS = 60_000;

/** One test per circumstance. What could not be read is not equal to anything. */
export const CIRCUMSTANCE_TESTS: Readonly<Record<PairTest, Test>> = {
  "same-customer": (older, newer) =>
    equal(older.customerId, newer.customerId) ||
    (equal(zipOf(older), zipOf(newer)) &&
      (equal(older.email, newer.email) || equal(digits(older.phone), digits(newer.phone)))),
  "cancelled-close": (older, newer, { closeMinutes }) =>
    older.cancelledAt !== null &&
    Math.abs(Date.parse(older.cancelledAt) - Date.parse(newer.createdAt)) <= closeMinutes * 60_000,
  "same-app": (older, newer, { everydayApps }) =>
    equal(older.cancelledByApp, newer.app?.name ?? null) &&
    !everydayApps.some((everyday) => equal(everyday, older.cancelledByApp)),
  "same-address": (older, newer) => equal(addressOf(older), addressOf(newer)),
  "sku-overlap": (older, newer, { skuOverlap }) => commonShare(unitsBySku(older), unitsBySku(newer)) >= skuOverlap,
  "copied-payment": (older, newer) =>
    newer.payments.some((payment) => isBefore(payment.processedAt, newer) && isAmong(payment, older.payments)) ||
    isBefore(newer.processedAt, newer),
  "same-codes": (older, newer) =>
    equal(asSet(older.discountCodes), asSet(newer.discountCodes)) ||
    equal(asSet(attributesOf(older)), asSet(attributesOf(newer))),
  "draft-order": (_older, newer) => newer.sourceName === "shopify_draft_order",
};

/** Whether something says that two orders are of one party: any of customer, e-mail, phone or address. */
export function sameParty(older: OrderTrace, newer: OrderTrace): boolean {
  return partyOf(older).some((value, index) => equal(value, partyOf(newer)[index] ?? null));
}

/** Whether two orders are surely of different parties: something can be compared, and nothing is the same. */
export function differentParty(older: OrderTrace, newer: OrderTrace): boolean {
  const comparable = partyOf(older).some((value, index) => value !== null && (partyOf(newer)[index] ?? null) !== null);
  return comparable && !sameParty(older, newer);
}

/** Units first ordered per SKU; they stay the same when an order is edited or cancelled later. */
export function unitsBySku({ lines }: Pick<OrderTrace, "lines">): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) {
    if (sku !== null && sku !== "") units.set(sku, (units.get(sku) ?? 0) + quantity);
  }
  return units;
}

const partyOf = (order: OrderTrace): readonly (string | null)[] => [
  order.customerId,
  order.email,
  digits(order.phone),
  addressOf(order),
];

/** Common units as a share of the smaller order, from 0 to 1; 0 when an order has no SKU. */
function commonShare(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  const common = total([...one].map(([sku, units]) => Math.min(units, other.get(sku) ?? 0)));
  const smaller = Math.min(total([...one.values()]), total([...other.values()]));
  return smaller === 0 ? 0 : common / smaller;
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

const isBefore = (moment: string | null, { createdAt }: OrderTrace): boolean =>
  moment !== null && Date.parse(createdAt) - Date.parse(moment) > BEFORE_CREATION_MS;

const isAmong = ({ gateway }: OrderTrace["payments"][number], payments: OrderTrace["payments"]): boolean =>
  payments.some((payment) => equal(payment.gateway, gateway));

/** Two texts that say something, and the same; upper and lower case and blanks do not matter. */
export function equal(one: string | null, other: string | null): boolean {
  const plain = plainText(one);
  return plain !== "" && plain === plainText(other);
}

const plainText = (text: string | null): string => (text ?? "").trim().replace(/\s+/g, " ").toLowerCase();

const digits = (phone: string | null): string | null => phone?.replace(/\D/g, "") ?? null;

const zipOf = ({ shippingAddress }: OrderTrace): string | null => shippingAddress?.zip?.replace(/\s/g, "") ?? null;

/** Name, first line, postcode and country, or `null` when the first line or the postcode is missing. */
function addressOf(order: OrderTrace): string | null {
  const { name, address1, countryCode } = order.shippingAddress ?? {};
  const zip = zipOf(order);
  if (!address1 || !zip) return null;
  return [name ?? "", address1.replace(/[.,]/g, " "), zip, countryCode ?? ""].map(plainText).join("|");
}

const asSet = (texts: readonly string[]): string | null =>
  texts.length === 0 ? null : [...new Set(texts.map(plainText))].sort().join("|");

const attributesOf = ({ attributes }: OrderTrace): string[] => attributes.map(({ key, value }) => `${key}=${value}`);
