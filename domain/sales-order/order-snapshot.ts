/** A name and a value a shop, an app or a customer attached to an order or a line. */
export interface OrderAttribute {
  readonly key: string;
  readonly value: string;
}

/** A postal address in Shopify's fields, all plain text; `null` where Shopify has nothing. */
export interface OrderAddress {
  readonly name: string | null;
  readonly company: string | null;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly province: string | null;
  readonly zip: string | null;
  readonly countryCode: string | null;
  readonly phone: string | null;
}

/**
 * One line of a Shopify order as it stands now.
 *
 * `quantity` is what was first ordered and never changes; `currentQuantity` is what the customer wants now
 * (0 = removed). A refund of despatched goods lowers `currentQuantity` too, so despatched units are counted
 * apart in `fulfilledQuantity`.
 */
export interface OrderLine {
  /** Shopify's line id without its `gid://` part, as text: ids can be above 2^53. */
  readonly id: string;
  readonly sku: string | null;
  readonly title: string;
  readonly variantId: string | null;
  readonly barcode: string | null;
  readonly quantity: number;
  readonly currentQuantity: number;
  /** Units still to send. */
  readonly unfulfilledQuantity: number;
  /** Units already sent, from the order's fulfilments. */
  readonly fulfilledQuantity: number;
  readonly requiresShipping: boolean;
  readonly isGiftCard: boolean;
  /** Price of one unit after all discounts, in shop currency, as a decimal string. */
  readonly unitPrice: string;
  readonly attributes: readonly OrderAttribute[];
}

/**
 * A Shopify order as it stands now: the truth about what the customer wants.
 * Money is in shop currency as decimal strings; times are ISO 8601 in UTC.
 */
export interface OrderSnapshot {
  /** The shop's myshopify.com domain. */
  readonly shop: string;
  /** `gid://shopify/Order/…` */
  readonly gid: string;
  /** Shopify's order id without its `gid://` part. */
  readonly id: string;
  /** Order name as people say it, such as `#1001`. Free text, not always unique. */
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly cancelledAt: string | null;
  readonly test: boolean;
  readonly note: string | null;
  readonly tags: readonly string[];
  readonly attributes: readonly OrderAttribute[];
  readonly email: string | null;
  readonly phone: string | null;
  readonly shippingAddress: OrderAddress | null;
  readonly shippingMethod: { readonly title: string; readonly code: string | null } | null;
  readonly financialStatus: string | null;
  readonly fulfillmentStatus: string | null;
  readonly currency: string;
  readonly currentTotal: string;
  readonly currentTax: string;
  readonly currentShipping: string;
  readonly currentDiscounts: string;
  /**
   * Metafields that were asked for, by `namespace.key`; `null` for one the order does not have. A metafield that was
   * not asked for is absent: nothing is known of it.
   */
  readonly metafields: Readonly<Record<string, string | null>>;
  readonly lines: readonly OrderLine[];
}
