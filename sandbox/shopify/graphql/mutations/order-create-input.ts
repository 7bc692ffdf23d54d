import type { CommandContext } from "../../commands/command.ts";
import { type LineDraft, type OrderDraft, toAddress } from "../../commands/create-order.ts";
import { numericId } from "../../model/global-id.ts";
import type { Transaction } from "../../model/records.ts";
import { notModelled, rejectUnmodelled } from "../not-modelled.ts";
import { type AddressInput, toAddressFields } from "./address-input.ts";
import { bagToMinor, type MoneyBagInput } from "./money-input.ts";

interface TaxLineInput {
  rate: string | number;
}

interface LineItemInput {
  quantity: number;
  variantId?: string | null;
  sku?: string | null;
  title?: string | null;
  priceSet?: MoneyBagInput | null;
  requiresShipping?: boolean | null;
  giftCard?: boolean | null;
  taxable?: boolean | null;
  properties?: { name: string; value: string }[] | null;
  taxLines?: TaxLineInput[] | null;
}

interface CustomerInput {
  toAssociate?: { id?: string | null; email?: string | null } | null;
  toUpsert?: {
    email?: string | null;
    firstName?: string | null;
    lastName?: string | null;
    phone?: string | null;
    tags?: string[] | null;
  } | null;
}

export interface OrderCreateInput {
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  note?: string | null;
  poNumber?: string | null;
  tags?: string[] | null;
  customAttributes?: { key: string; value: string }[] | null;
  customer?: CustomerInput | null;
  shippingAddress?: AddressInput | null;
  billingAddress?: AddressInput | null;
  lineItems?: LineItemInput[] | null;
  shippingLines?: { title: string; code?: string | null; source?: string | null; priceSet: MoneyBagInput }[] | null;
  sourceName?: string | null;
  sourceIdentifier?: string | null;
  sourceUrl?: string | null;
  processedAt?: string | null;
  financialStatus?: string | null;
  taxesIncluded?: boolean | null;
  test?: boolean | null;
  transactions?:
    | {
        kind?: string | null;
        status?: string | null;
        gateway?: string | null;
        amountSet: MoneyBagInput;
        processedAt?: string | null;
      }[]
    | null;
}

const MODELLED = [
  ...["name", "email", "phone", "note", "poNumber", "tags", "customAttributes", "customer", "shippingAddress"],
  ...["billingAddress", "lineItems", "shippingLines", "sourceName", "sourceIdentifier", "sourceUrl", "processedAt"],
  ...["financialStatus", "taxesIncluded", "test", "transactions", "currency", "presentmentCurrency"],
];

/** Turns the mutation's input into the command's. Input that would be ignored is an error instead. */
export function toOrderDraft(context: CommandContext, input: OrderCreateInput): OrderDraft {
  rejectUnmodelled("OrderCreateOrderInput", input, MODELLED);
  const processedAt = input.processedAt ?? undefined;
  return {
    lines: (input.lineItems ?? []).map(toLineDraft),
    name: input.name ?? undefined,
    email: input.email ?? undefined,
    phone: input.phone ?? undefined,
    note: input.note ?? undefined,
    poNumber: input.poNumber ?? undefined,
    tags: input.tags ?? [],
    customAttributes: (input.customAttributes ?? []).map(({ key, value }) => ({ key, value })),
    customerId: toCustomerId(context, input.customer ?? null),
    shippingAddress: toAddressFields(input.shippingAddress ?? null),
    billingAddress: toAddressFields(input.billingAddress ?? null),
    shippingLines: (input.shippingLines ?? []).map(({ title, code, source, priceSet }) => ({
      title,
      code: code ?? undefined,
      source: source ?? undefined,
      price: bagToMinor(priceSet),
    })),
    // Without a name of its own, an order made by an app carries the app's number.
    sourceName: input.sourceName ?? String(context.actor.appId),
    sourceIdentifier: input.sourceIdentifier ?? undefined,
    sourceUrl: input.sourceUrl ?? undefined,
    processedAt: processedAt === undefined ? undefined : Math.min(Date.parse(processedAt), context.now()),
    test: input.test ?? false,
    taxesIncluded: input.taxesIncluded ?? false,
    financialStatus: toFinancialStatus(input.financialStatus ?? "PAID"),
    transactions: input.transactions?.map(({ kind, status, gateway, amountSet }) => ({
      kind: (kind ?? "SALE") as Transaction["kind"],
      status: (status ?? "SUCCESS") as Transaction["status"],
      gateway: gateway ?? "manual",
      amount: bagToMinor(amountSet),
    })),
  };
}

function toLineDraft(input: LineItemInput): LineDraft {
  rejectUnmodelled("OrderCreateLineItemInput", input, [
    ...["quantity", "variantId", "sku", "title", "priceSet", "requiresShipping", "giftCard", "taxable"],
    ...["properties", "taxLines"],
  ]);
  const hasVariant = input.variantId !== undefined && input.variantId !== null;
  return {
    quantity: input.quantity,
    variantId: hasVariant ? numericId(input.variantId ?? "", "ProductVariant") : undefined,
    sku: input.sku ?? undefined,
    title: input.title ?? undefined,
    unitPrice: input.priceSet === undefined || input.priceSet === null ? undefined : bagToMinor(input.priceSet),
    // The schema's default is false; a variant knows better.
    requiresShipping: hasVariant && input.requiresShipping !== true ? undefined : (input.requiresShipping ?? false),
    isGiftCard: input.giftCard === true ? true : undefined,
    taxable: input.taxable ?? true,
    // orderCreate calculates no tax of its own.
    taxRate: Number(input.taxLines?.[0]?.rate ?? 0),
    customAttributes: (input.properties ?? []).map(({ name, value }) => ({ key: name, value })),
  };
}

function toFinancialStatus(status: string): "PAID" | "PENDING" | "AUTHORIZED" {
  if (status === "PAID" || status === "PENDING" || status === "AUTHORIZED") return status;
  throw notModelled(`OrderCreateOrderInput.financialStatus ${status}`);
}

function toCustomerId({ store, now }: CommandContext, input: CustomerInput | null): number | undefined {
  const wanted = input?.toAssociate ?? input?.toUpsert;
  if (input === null || wanted === undefined || wanted === null) return undefined;
  if ("id" in wanted && typeof wanted.id === "string") return numericId(wanted.id, "Customer");
  const known = [...store.customers.values()].find(({ email }) => email === wanted.email);
  if (known !== undefined) return known.id;
  const details = input.toUpsert ?? {};
  const id = store.nextId("Customer");
  store.customers.set(id, {
    id,
    firstName: details.firstName ?? "",
    lastName: details.lastName ?? "",
    email: wanted.email ?? "",
    phone: details.phone ?? null,
    tags: details.tags ?? [],
    address: toAddress(store, {}),
    createdAt: now(),
    updatedAt: now(),
  });
  return id;
}
