import type { Random } from "../../random.ts";
import { seedCatalogue } from "./catalogue.ts";
import type {
  App,
  Customer,
  DraftOrder,
  EditSession,
  Job,
  Location,
  Order,
  Product,
  Variant,
  WebhookSubscription,
} from "./records.ts";

/** A product without what the shop gives it. */
export type ProductDraft = Pick<Product, "title" | "status"> & {
  readonly variants: readonly Omit<Variant, "id" | "productId">[];
};

/** Everything in one shop. Commands change it; nothing else does. */
export interface Store {
  readonly shop: ShopRecord;
  readonly apps: App[];
  readonly products: Product[];
  readonly customers: Map<number, Customer>;
  readonly locations: Location[];
  readonly orders: Map<number, Order>;
  readonly drafts: Map<number, DraftOrder>;
  readonly editSessions: Map<number, EditSession>;
  readonly jobs: Map<string, Job>;
  readonly subscriptions: Map<number, WebhookSubscription>;
  /** A fresh number for a record of the type: 13 digits, rising, never used twice. */
  nextId(type: string): number;
  nextOrderNumber(): number;
  variant(id: number): Variant | undefined;
  variantBySku(sku: string): Variant | undefined;
  product(id: number): Product | undefined;
  /** By rising id. */
  variants(): Iterable<Variant>;
  addProduct(draft: ProductDraft): Product;
  orderByName(name: string): Order | undefined;
}

export interface ShopRecord {
  id: number;
  name: string;
  domain: string;
  currencyCode: string;
  createdAt: number;
}

export interface StoreOptions {
  random: Random;
  now: number;
  shopDomain: string;
  apps: App[];
}

/** Ids start here, so that they have as many digits as today's real ones. */
const FIRST_ID = 5_800_000_000_001;
const FIRST_ORDER_NUMBER = 1001;

/** The first one is where orders are sent from and where refunds put goods, unless they say otherwise. */
const seedLocations = (id: number): Location[] => [
  { id, name: "Warehouse", fulfillsOnlineOrders: true },
  { id: id + 1, name: "High Street shop", fulfillsOnlineOrders: false },
];

export function createStore({ random, now, shopDomain, apps }: StoreOptions): Store {
  const lastIds = new Map<string, number>();
  const nextId = (type: string): number => {
    const id = (lastIds.get(type) ?? FIRST_ID + lastIds.size * 10_000_000_000) + random.whole(1, 900);
    lastIds.set(type, id);
    return id;
  };
  let orderNumber = FIRST_ORDER_NUMBER - 1;
  const products = seedCatalogue(random, now, nextId);
  const variants = new Map(products.flatMap((product) => product.variants.map((variant) => [variant.id, variant])));
  const productsById = new Map(products.map((product) => [product.id, product]));
  const orders = new Map<number, Order>();
  const addProduct = ({ title, status, variants: drafts }: ProductDraft): Product => {
    const id = nextId("Product");
    const own = drafts.map((draft) => ({ ...draft, id: nextId("ProductVariant"), productId: id }));
    const product = { id, title, vendor: "LastEdit Outfitters", status, createdAt: now, variants: own };
    products.push(product);
    productsById.set(id, product);
    for (const variant of own) variants.set(variant.id, variant);
    return product;
  };
  return {
    shop: { id: nextId("Shop"), name: "LastEdit Outfitters", domain: shopDomain, currencyCode: "GBP", createdAt: now },
    apps,
    products,
    customers: new Map(),
    locations: seedLocations(nextId("Location")),
    orders,
    drafts: new Map(),
    editSessions: new Map(),
    jobs: new Map(),
    subscriptions: new Map(),
    nextId,
    nextOrderNumber: () => ++orderNumber,
    variant: (id) => variants.get(id),
    variantBySku: (sku) => [...variants.values()].find((variant) => variant.sku === sku),
    product: (id) => productsById.get(id),
    variants: () => variants.values(),
    addProduct,
    orderByName: (name) => [...orders.values()].find((order) => order.name === name),
  };
}
