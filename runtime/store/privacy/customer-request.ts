import { z } from "zod";

const id = z.union([z.string(), z.number()]).transform(String);

/**
 * What Shopify sends on `customers/data_request` and `customers/redact`.
 *
 * @see https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance
 */
const webhookSchema = z.looseObject({
  shop_domain: z.string().min(1),
  customer: z.looseObject({
    id: id.nullish(),
    email: z.string().nullish(),
    phone: z.string().nullish(),
  }),
  orders_requested: z.array(id).nullish(),
  orders_to_redact: z.array(id).nullish(),
});

/** The request does not say whose data is meant. Nothing was changed. */
export class CustomerRequestError extends Error {
  readonly code = "customer-request";
}

/** Whose data is meant. */
export interface CustomerRequest {
  readonly shop: string;
  /** Texts that name the customer wherever they stand: id, e-mail address, phone number. */
  readonly names: readonly string[];
  /** Ids of the customer's orders, as numbers. */
  readonly orderIds: readonly string[];
}

/** A shorter text, such as a part of a phone number, would be found in what is somebody else's. */
const SHORTEST_NAME = 6;

/**
 * @param input - The webhook's body, or the same made by hand
 * @throws {CustomerRequestError} When it does not say which shop and which customer
 */
export function readCustomerRequest(input: unknown): CustomerRequest {
  const read = webhookSchema.safeParse(input);
  if (!read.success) {
    throw new CustomerRequestError(
      `This is no request about a customer: ${z.prettifyError(read.error)}\nExpected shop_domain, customer and orders_requested or orders_to_redact, as Shopify sends them. Nothing was changed.`,
    );
  }
  const { shop_domain: shop, customer, orders_requested: requested, orders_to_redact: toRedact } = read.data;
  const names = [customer.id, customer.email, customer.phone].filter(
    (name): name is string => typeof name === "string" && name.trim().length >= SHORTEST_NAME,
  );
  const orderIds = [...(requested ?? []), ...(toRedact ?? [])].map((order) => order.replace(/^.*\//, ""));
  if (names.length === 0 && orderIds.length === 0)
    throw new CustomerRequestError(
      `The request names no customer: expected an id, e-mail address or phone number of at least ${SHORTEST_NAME} characters, or order ids. Nothing was changed.`,
    );
  return { shop, names: names.map((name) => name.trim()), orderIds: [...new Set(orderIds)] };
}
