import { globalId, parseGlobalId } from "../model/global-id.ts";
import { orderFigures } from "../model/order-figures.ts";
import type { Order } from "../model/records.ts";
import { ADMIN_API_VERSIONS } from "../schema/index.ts";
import { searchOrders } from "../search/order-search.ts";
import { searchVariants } from "../search/variant-search.ts";
import { connection, type ConnectionArgs } from "./connection.ts";
import { lookUp } from "./node-lookup.ts";
import { notModelled } from "./not-modelled.ts";
import type { RequestContext } from "./request-context.ts";
import { apiVersionView } from "./views/api-version-view.ts";
import { appView } from "./views/app-view.ts";
import { customerView, locationView, productView, variantView } from "./views/catalogue-views.ts";
import { orderView } from "./views/order-view.ts";
import { webhookSubscriptionView } from "./views/webhook-subscription-view.ts";

const SORT_VALUES: Record<string, (order: Order) => number | string> = {
  ID: ({ id }) => id,
  ORDER_NUMBER: ({ number }) => number,
  CREATED_AT: ({ createdAt }) => createdAt,
  PROCESSED_AT: ({ processedAt }) => processedAt,
  UPDATED_AT: ({ updatedAt }) => updatedAt,
  TOTAL_PRICE: (order) => orderFigures(order).total,
  CURRENT_TOTAL_PRICE: (order) => orderFigures(order).currentTotal,
};

interface Searched extends ConnectionArgs {
  query?: string | null;
  sortKey?: string | null;
  savedSearchId?: string | null;
}

type ById = { id: string };

/** The queries that the sandbox answers. */
export function queryRoot({ scope, app, switches }: RequestContext) {
  const { store } = scope;
  const findOrders = ({ query, savedSearchId }: Searched): Order[] => {
    if (savedSearchId !== undefined && savedSearchId !== null) throw notModelled("saved searches");
    const indexed = ({ updatedAt }: Order) => updatedAt <= scope.now - switches.searchLagMs;
    return searchOrders(store, query ?? "", scope.now).filter((order) => switches.searchLagMs === 0 || indexed(order));
  };
  return {
    node: ({ id }: ById) => lookUp(scope, id),
    nodes: ({ ids }: { ids: string[] }) => ids.map((id) => lookUp(scope, id)),
    order: ({ id }: ById) => lookUp(scope, id, "Order"),
    refund: ({ id }: ById) => lookUp(scope, id, "Refund"),
    return: ({ id }: ById) => lookUp(scope, id, "Return"),
    fulfillment: ({ id }: ById) => lookUp(scope, id, "Fulfillment"),
    fulfillmentOrder: ({ id }: ById) => lookUp(scope, id, "FulfillmentOrder"),
    draftOrder: ({ id }: ById) => lookUp(scope, id, "DraftOrder"),
    product: ({ id }: ById) => lookUp(scope, id, "Product"),
    productVariant: ({ id }: ById) => lookUp(scope, id, "ProductVariant"),
    customer: ({ id }: ById) => lookUp(scope, id, "Customer"),
    webhookSubscription: ({ id }: ById) => lookUp(scope, id, "WebhookSubscription"),
    orders: (args: Searched) => {
      const valueOf = SORT_VALUES[args.sortKey ?? "PROCESSED_AT"];
      if (valueOf === undefined) throw notModelled(`the order sort key ${args.sortKey ?? ""}`);
      return connection(findOrders(args), args, (order) => orderView(scope, order), valueOf);
    },
    ordersCount: (args: Searched & { limit?: number | null }) => {
      const count = findOrders(args).length;
      const limit = args.limit ?? count;
      return { count: Math.min(count, limit), precision: count > limit ? "AT_LEAST" : "EXACT" };
    },
    products: (args: Searched) => {
      refuseQuery("products(query:)", args);
      return connection(store.products, args, (product) => productView(scope, product));
    },
    productVariants: (args: Searched) => {
      if ((args.sortKey ?? "ID") !== "ID") throw notModelled(`the variant sort key ${args.sortKey ?? ""}`);
      return connection(searchVariants(store, args.query ?? ""), args, (variant) => variantView(scope, variant));
    },
    customers: (args: Searched) => {
      refuseQuery("customers(query:)", args);
      return connection([...store.customers.values()], args, customerView);
    },
    locations: (args: Searched) => {
      refuseQuery("locations(query:)", args);
      return connection(store.locations, args, locationView);
    },
    job: ({ id }: ById) => {
      const job = store.jobs.get(parseGlobalId(id, "Job")?.id ?? "");
      return job === undefined ? null : { id, done: job.done, query: null };
    },
    webhookSubscriptions: (
      args: Searched & {
        topics?: string[] | null;
        uri?: string | null;
        callbackUrl?: string | null;
        format?: string | null;
      },
    ) => {
      refuseQuery("webhookSubscriptions(query:)", args);
      const uri = args.uri ?? args.callbackUrl ?? null;
      const own = [...store.subscriptions.values()].filter(
        (subscription) =>
          subscription.appId === app.id &&
          (args.topics?.includes(subscription.topic) ?? true) &&
          (uri === null || subscription.uri === uri) &&
          (args.format === undefined || args.format === null || subscription.format === args.format),
      );
      return connection(own, args, webhookSubscriptionView);
    },
    currentAppInstallation: {
      id: globalId("AppInstallation", app.id),
      app: () => appView(scope, app.id),
      accessScopes: [...app.grantedScopes]
        .sort()
        .map((handle) => ({ handle, description: handle.replaceAll("_", " ") })),
    },
    shop: {
      id: globalId("Shop", store.shop.id),
      name: store.shop.name,
      myshopifyDomain: store.shop.domain,
      ianaTimezone: "Etc/UTC",
      timezoneAbbreviation: "UTC",
      timezoneOffsetMinutes: 0,
      currencyCode: store.shop.currencyCode,
      plan: { publicDisplayName: "Basic", shopifyPlus: false, partnerDevelopment: false },
    },
    publicApiVersions: ADMIN_API_VERSIONS.map(apiVersionView),
  };
}

function refuseQuery(place: string, { query }: Searched): void {
  if (query !== undefined && query !== null && query !== "") throw notModelled(place);
}
