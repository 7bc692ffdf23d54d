import type { ExceptionDraft } from "./exception.ts";

export interface ExceptionLink {
  readonly label: string;
  readonly url: string;
}

/**
 * Where a person can look: the order in Shopify's admin, and the exception in LastEdit's console.
 *
 * @param consoleUrl - The console's address; without it there is no such link
 */
export function exceptionLinks(
  { shop, orderId, id, orderName }: Pick<ExceptionDraft, "shop" | "orderId" | "orderName"> & { readonly id: string },
  consoleUrl?: string,
): ExceptionLink[] {
  const inShopify =
    /^\d+$/.test(orderId) && /^[a-z0-9.-]+$/.test(shop)
      ? [{ label: `${orderName} in Shopify`, url: `https://${shop}/admin/orders/${orderId}` }]
      : [];
  const inConsole =
    consoleUrl === undefined
      ? []
      : [{ label: "In LastEdit", url: `${consoleUrl.replace(/\/+$/, "")}/exceptions/${encodeURIComponent(id)}` }];
  return [...inShopify, ...inConsole];
}
