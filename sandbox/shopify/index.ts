export { createShopifySandbox, type ShopifySandbox, type ShopifySandboxOptions } from "./shopify-sandbox.ts";
export { type CustomerRates, startCustomers } from "./customers.ts";
export { registerShopifyControl } from "./control.ts";
export { type Shop, ShopRefusedError } from "./shop.ts";
export type { Order, Product } from "./model/records.ts";
