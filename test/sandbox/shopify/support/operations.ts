import { gid, type OpenShopify } from "./open-shopify.ts";

/** A native edit through GraphQL: begin, stage, commit. */
export const ORDER_EDIT_BEGIN = `mutation Begin($id: ID!) {
  orderEditBegin(id: $id) {
    calculatedOrder { id lineItems(first: 50) { nodes { id quantity editableQuantity sku } } }
    orderEditSession { id }
    userErrors { field message }
  }
}`;

export const ORDER_EDIT_SET_QUANTITY = `mutation SetQuantity($id: ID!, $lineItemId: ID!, $quantity: Int!, $restock: Boolean) {
  orderEditSetQuantity(id: $id, lineItemId: $lineItemId, quantity: $quantity, restock: $restock) {
    calculatedLineItem {
      id quantity editableQuantity restocking
      stagedChanges {
        __typename
        ... on OrderStagedChangeIncrementItem { delta }
        ... on OrderStagedChangeDecrementItem { delta restock }
      }
    }
    calculatedOrder { id totalOutstandingSet { shopMoney { amount } } }
    userErrors { field message }
  }
}`;

export const ORDER_EDIT_ADD_VARIANT = `mutation AddVariant($id: ID!, $variantId: ID!, $quantity: Int!, $allowDuplicates: Boolean) {
  orderEditAddVariant(id: $id, variantId: $variantId, quantity: $quantity, allowDuplicates: $allowDuplicates) {
    calculatedLineItem { id quantity sku }
    calculatedOrder { id subtotalLineItemsQuantity }
    userErrors { field message }
  }
}`;

export const ORDER_EDIT_COMMIT = `mutation Commit($id: ID!, $notifyCustomer: Boolean) {
  orderEditCommit(id: $id, notifyCustomer: $notifyCustomer) {
    order { id name edited }
    successMessages
    userErrors { field message }
  }
}`;

export const ORDER_STATE = `query State($id: ID!) {
  order(id: $id) {
    id name updatedAt edited cancelledAt closedAt displayFinancialStatus displayFulfillmentStatus returnStatus tags note
    totalPriceSet { shopMoney { amount } }
    currentTotalPriceSet { shopMoney { amount } }
    originalTotalPriceSet { shopMoney { amount } }
    totalOutstandingSet { shopMoney { amount } }
    customAttributes { key value }
    lineItems(first: 50) {
      nodes { id sku quantity currentQuantity unfulfilledQuantity nonFulfillableQuantity refundableQuantity }
    }
    refunds(first: 20) { id refundLineItems(first: 20) { nodes { quantity restockType restocked } } transactions(first: 5) { nodes { kind } } }
    fulfillmentOrders(first: 20) {
      nodes { id status supportedActions { action } fulfillmentHolds { id handle heldByRequestingApp }
        lineItems(first: 20) { nodes { id totalQuantity remainingQuantity lineItem { id } } } }
    }
    agreements(first: 20) { nodes { reason app { title } sales(first: 20) { nodes { actionType quantity } } } }
    events(first: 20, reverse: true) { nodes { message ... on BasicEvent { action } } }
  }
}`;

interface Amount {
  shopMoney: { amount: string };
}

export interface OrderState {
  id: string;
  name: string;
  updatedAt: string;
  edited: boolean;
  cancelledAt: string | null;
  closedAt: string | null;
  displayFinancialStatus: string;
  displayFulfillmentStatus: string;
  returnStatus: string;
  tags: string[];
  note: string | null;
  totalPriceSet: Amount;
  currentTotalPriceSet: Amount;
  originalTotalPriceSet: Amount;
  totalOutstandingSet: Amount;
  customAttributes: { key: string; value: string }[];
  lineItems: {
    nodes: {
      id: string;
      sku: string | null;
      quantity: number;
      currentQuantity: number;
      unfulfilledQuantity: number;
      nonFulfillableQuantity: number;
      refundableQuantity: number;
    }[];
  };
  refunds: {
    id: string;
    refundLineItems: { nodes: { quantity: number; restockType: string; restocked: boolean }[] };
    transactions: { nodes: { kind: string }[] };
  }[];
  fulfillmentOrders: {
    nodes: {
      id: string;
      status: string;
      supportedActions: { action: string }[];
      fulfillmentHolds: { id: string; handle: string; heldByRequestingApp: boolean }[];
      lineItems: {
        nodes: { id: string; totalQuantity: number; remainingQuantity: number; lineItem: { id: string } }[];
      };
    }[];
  };
  agreements: {
    nodes: {
      reason: string;
      app: { title: string } | null;
      sales: { nodes: { actionType: string; quantity: number }[] };
    }[];
  };
  events: { nodes: { message: string; action: string }[] };
}

export async function readOrder({ query }: OpenShopify, orderId: number): Promise<OrderState> {
  const { data, errors } = await query<{ order: OrderState }>(ORDER_STATE, { id: gid("Order", orderId) });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data.order;
}

export interface CalculatedOrder {
  id: string;
  lineItems: { nodes: { id: string; quantity: number; editableQuantity: number; sku: string }[] };
}

export async function beginEdit({ mutate }: OpenShopify, orderId: number): Promise<CalculatedOrder> {
  const data = await mutate<{ orderEditBegin: { calculatedOrder: CalculatedOrder } }>(ORDER_EDIT_BEGIN, {
    id: gid("Order", orderId),
  });
  return data.orderEditBegin.calculatedOrder;
}

export interface UserErrors {
  userErrors: { field: string[] | null; message: string; code?: string | null }[];
}

/** What one mutation refused. */
export async function refusals(
  { query }: OpenShopify,
  text: string,
  variables: object,
): Promise<UserErrors["userErrors"]> {
  const { data, errors } = await query<Record<string, UserErrors>>(text, variables);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return Object.values(data).flatMap(({ userErrors }) => userErrors);
}

export async function subscribe(
  { mutate }: OpenShopify,
  uri: string,
  topics: string[],
  over: object = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (const topic of topics) {
    const data = await mutate<{ webhookSubscriptionCreate: { webhookSubscription: { id: string } } }>(
      `mutation Subscribe($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) {
         webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhookSubscription) {
           webhookSubscription { id }
           userErrors { field message }
         }
       }`,
      { topic, webhookSubscription: { uri, ...over } },
    );
    ids.push(data.webhookSubscriptionCreate.webhookSubscription.id);
  }
  return ids;
}
