import { globalId } from "../../model/global-id.ts";
import { graphqlAmount } from "../../model/money.ts";
import type { Customer, Location, Product, Variant } from "../../model/records.ts";
import { isoSeconds } from "../../model/shop-time.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import { addressView } from "./address-view.ts";
import type { ViewScope } from "./view-scope.ts";

export const variantView = (scope: ViewScope, variant: Variant): object => ({
  __typename: "ProductVariant",
  id: globalId("ProductVariant", variant.id),
  legacyResourceId: String(variant.id),
  title: variant.title,
  displayName: `${scope.store.product(variant.productId)?.title ?? ""} - ${variant.title}`,
  sku: variant.sku === "" ? null : variant.sku,
  barcode: variant.barcode,
  price: graphqlAmount(variant.price),
  availableForSale: true,
  taxable: !variant.isGiftCard,
  requiresComponents: false,
  inventoryItem: {
    // The sandbox numbers inventory items as their variants; the real ones have numbers of their own.
    id: globalId("InventoryItem", variant.id),
    sku: variant.sku === "" ? null : variant.sku,
    requiresShipping: variant.requiresShipping,
  },
  product: () => productViewById(scope, variant.productId),
});

export const productView = (scope: ViewScope, product: Product): object => ({
  __typename: "Product",
  id: globalId("Product", product.id),
  legacyResourceId: String(product.id),
  title: product.title,
  vendor: product.vendor,
  handle: product.title.toLowerCase().replaceAll(" ", "-"),
  status: product.status,
  isGiftCard: product.variants.some(({ isGiftCard }) => isGiftCard),
  createdAt: isoSeconds(product.createdAt),
  updatedAt: isoSeconds(product.createdAt),
  variants: (args: ConnectionArgs) => connection(product.variants, args, (variant) => variantView(scope, variant)),
});

function productViewById(scope: ViewScope, id: number): object {
  const product = scope.store.product(id);
  if (product === undefined) throw new Error(`Product ${id} is not in the catalogue.`);
  return productView(scope, product);
}

export const customerView = (customer: Customer): object => ({
  __typename: "Customer",
  id: globalId("Customer", customer.id),
  legacyResourceId: String(customer.id),
  firstName: customer.firstName,
  lastName: customer.lastName,
  displayName: `${customer.firstName} ${customer.lastName}`,
  email: customer.email,
  phone: customer.phone,
  tags: customer.tags,
  note: null,
  createdAt: isoSeconds(customer.createdAt),
  updatedAt: isoSeconds(customer.updatedAt),
  defaultEmailAddress: { emailAddress: customer.email, validFormat: true },
  defaultPhoneNumber: customer.phone === null ? null : { phoneNumber: customer.phone },
  defaultAddress: addressView(customer.address),
});

export const locationView = (location: Location): object => ({
  __typename: "Location",
  id: globalId("Location", location.id),
  legacyResourceId: String(location.id),
  name: location.name,
  isActive: true,
  fulfillsOnlineOrders: location.fulfillsOnlineOrders,
});

export function locationViewById({ store }: ViewScope, id: number | null): object | null {
  const location = store.locations.find((candidate) => candidate.id === id);
  return location === undefined ? null : locationView(location);
}
