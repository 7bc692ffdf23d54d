import type { ShopifyAdminClient } from "./admin-client.ts";
import { orderIdByName } from "./find-orders.ts";
import {
  EditLockDocument,
  EditLockTagsDocument,
  FulfillmentOrderHoldDocument,
  FulfillmentOrderReleaseHoldDocument,
  OrderTagsAddDocument,
  OrderTagsRemoveDocument,
} from "./generated/operations.ts";
import type { EditLockQuery, EditLockTagsQuery } from "./generated/operations.ts";
import { toGid } from "./gid.ts";
import { readOrderReference } from "./order-reference.ts";
import { ShopifyOrderNotFoundError, ShopifyUserErrorsError } from "./shopify-errors.ts";

/** How an order is marked while the warehouse works on it. */
export interface EditLock {
  /** Empty: no tag. */
  readonly tag: string;
  /** Handle of our own holds on fulfilment orders; `null`: none are placed or released. */
  readonly holdHandle: string | null;
}

export interface LockedOrder {
  readonly orderName: string;
  readonly tagChanged: boolean;
  /** Holds placed or released by this call. */
  readonly holdsChanged: number;
}

type FulfillmentOrders = NonNullable<EditLockQuery["order"]>["fulfillmentOrders"];
type FulfillmentOrder = FulfillmentOrders["nodes"][number];

const FULFILLMENT_ORDERS_PER_PAGE = 20;
/** Shopify's code for a hold of ours that is there already: another run was faster. */
const HELD_ALREADY = "DUPLICATE_FULFILLMENT_HOLD_HANDLE";

/**
 * Marks an order so that edit apps and staff see that the warehouse has begun. Running it again changes nothing.
 *
 * @throws {ShopifyOrderNotFoundError} When there is no such order. Nothing was changed.
 */
export async function lockOrder(
  client: ShopifyAdminClient,
  reference: string | number,
  { tag, holdHandle }: EditLock,
  because: string,
): Promise<LockedOrder> {
  const order = await readLock(client, reference, holdHandle !== null);
  const tagChanged = tag !== "" && !order.tags.includes(tag);
  if (tagChanged) await client.request(OrderTagsAddDocument, { id: order.id, tags: [tag] });
  const toHold = holdHandle === null ? [] : order.fulfillmentOrders.filter((each) => canBeHeld(each, holdHandle));
  let holdsChanged = 0;
  for (const { id } of toHold) {
    if (await hold(client, id, holdHandle ?? "", because)) holdsChanged += 1;
  }
  return { orderName: order.name, tagChanged, holdsChanged };
}

/**
 * Takes our marks away again: our tag, and our own holds by their ids. Holds of others stay. Undo of `lockOrder`.
 *
 * @throws {ShopifyOrderNotFoundError} When there is no such order. Nothing was changed.
 */
export async function unlockOrder(
  client: ShopifyAdminClient,
  reference: string | number,
  { tag, holdHandle }: EditLock,
): Promise<LockedOrder> {
  const order = await readLock(client, reference, holdHandle !== null);
  let holdsChanged = 0;
  for (const { id, fulfillmentHolds } of order.fulfillmentOrders) {
    const holdIds = fulfillmentHolds.filter((each) => isOurs(each, holdHandle)).map((each) => each.id);
    // Without ids Shopify would release everybody's holds.
    if (holdIds.length === 0) continue;
    await client.request(FulfillmentOrderReleaseHoldDocument, { id, holdIds });
    holdsChanged += holdIds.length;
  }
  const tagChanged = tag !== "" && order.tags.includes(tag);
  if (tagChanged) await client.request(OrderTagsRemoveDocument, { id: order.id, tags: [tag] });
  return { orderName: order.name, tagChanged, holdsChanged };
}

async function hold(client: ShopifyAdminClient, id: string, handle: string, because: string): Promise<boolean> {
  try {
    await client.request(FulfillmentOrderHoldDocument, {
      id,
      hold: { reason: "OTHER", reasonNotes: because, handle, notifyMerchant: false },
    });
    return true;
  } catch (error) {
    const heldAlready =
      error instanceof ShopifyUserErrorsError && error.userErrors.every(({ code }) => code === HELD_ALREADY);
    if (heldAlready) return false;
    throw error;
  }
}

const canBeHeld = (order: FulfillmentOrder, handle: string): boolean =>
  order.supportedActions.some(({ action }) => action === "HOLD") &&
  !order.fulfillmentHolds.some((each) => isOurs(each, handle));

/** A hold is ours when this app placed it and it carries our handle. */
const isOurs = (each: FulfillmentOrder["fulfillmentHolds"][number], handle: string | null): boolean =>
  each.heldByRequestingApp && each.handle !== null && each.handle === handle;

interface OrderLock {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly fulfillmentOrders: readonly FulfillmentOrder[];
}

async function readLock(
  client: ShopifyAdminClient,
  reference: string | number,
  withHolds: boolean,
): Promise<OrderLock> {
  const named = readOrderReference(reference);
  const id = named.kind === "id" ? named.id : await orderIdByName(client, named.name);
  const gid = toGid("Order", id);
  const order = withHolds ? await readHolds(client, gid) : await readTags(client, gid);
  if (order === null) throw new ShopifyOrderNotFoundError(client.shop, `with id ${id}`, "Nothing was changed. ");
  return order;
}

async function readTags(client: ShopifyAdminClient, id: string): Promise<OrderLock | null> {
  const { order }: EditLockTagsQuery = await client.request(EditLockTagsDocument, { id });
  return order === null ? null : { ...order, fulfillmentOrders: [] };
}

async function readHolds(client: ShopifyAdminClient, id: string): Promise<OrderLock | null> {
  const fulfillmentOrders: FulfillmentOrder[] = [];
  let after: string | null = null;
  for (;;) {
    const { order }: EditLockQuery = await client.request(EditLockDocument, {
      id,
      first: FULFILLMENT_ORDERS_PER_PAGE,
      after,
    });
    if (order === null) return null;
    fulfillmentOrders.push(...order.fulfillmentOrders.nodes);
    if (!order.fulfillmentOrders.pageInfo.hasNextPage) return { ...order, fulfillmentOrders };
    after = order.fulfillmentOrders.pageInfo.endCursor;
  }
}
