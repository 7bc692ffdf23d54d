import type { AddressFields, Attribute, Metafield, Order } from "../model/records.ts";
import { type CommandContext, done, orderHappenings, type Outcome, recordEvent, refused, touch } from "./command.ts";
import { toAddress } from "./create-order.ts";

/** Only the keys that are present change. Lists are replaced as a whole. */
export interface OrderDetails {
  note?: string | null;
  email?: string | null;
  phone?: string | null;
  poNumber?: string | null;
  tags?: string[];
  customAttributes?: Attribute[];
  shippingAddress?: Partial<AddressFields>;
}

/** A change of details fires orders/updated only, never orders/edited. */
export function updateOrder(context: CommandContext, orderId: number, details: OrderDetails): Outcome<Order> {
  const order = context.store.orders.get(orderId);
  if (order === undefined) return refused(["id"], "Order does not exist");
  const { shippingAddress, tags, ...plain } = details;
  Object.assign(order, plain);
  if (tags !== undefined) order.tags = sortedTags(tags);
  if (shippingAddress !== undefined)
    order.shippingAddress = toAddress(context.store, { ...order.shippingAddress, ...shippingAddress });
  recordEvent(context, order, "updated", `${context.actor.title} updated this order.`);
  return changed(context, order);
}

export function addTags(context: CommandContext, orderId: number, tags: string[]): Outcome<Order> {
  const order = context.store.orders.get(orderId);
  if (order === undefined) return refused(["id"], "Order does not exist");
  return setTags(context, order, [...order.tags, ...splitTags(tags)]);
}

export function removeTags(context: CommandContext, orderId: number, tags: string[]): Outcome<Order> {
  const order = context.store.orders.get(orderId);
  if (order === undefined) return refused(["id"], "Order does not exist");
  const gone = new Set(splitTags(tags));
  return setTags(
    context,
    order,
    order.tags.filter((tag) => !gone.has(tag)),
  );
}

function setTags(context: CommandContext, order: Order, tags: string[]): Outcome<Order> {
  const before = order.tags.join(",");
  order.tags = sortedTags(tags);
  // Adding a tag that is there already changes nothing, and nobody hears of it.
  return order.tags.join(",") === before ? done(order) : changed(context, order);
}

function changed(context: CommandContext, order: Order): Outcome<Order> {
  touch(context, order);
  context.publish(orderHappenings(context, order, "orders/updated"));
  return done(order);
}

const splitTags = (tags: string[]): string[] =>
  tags.flatMap((tag) => tag.split(",").map((part) => part.trim())).filter((tag) => tag !== "");

const sortedTags = (tags: string[]): string[] => [...new Set(splitTags(tags))].sort();

export interface MetafieldDraft {
  orderId: number;
  namespace: string;
  key: string;
  type: string | null;
  value: string;
  /** Compare-and-set: `undefined` sets in any case, `null` only when there is none yet. */
  compareDigest?: string | null;
}

const MOST_METAFIELDS = 25;

/**
 * All or none.
 * Assumption: a metafield write moves no `updatedAt` and fires no order webhook (Shopify documents neither).
 */
export function setMetafields(
  context: CommandContext,
  drafts: MetafieldDraft[],
  digest: (value: string) => string,
): Outcome<Metafield[]> {
  if (drafts.length > MOST_METAFIELDS)
    return refused(["metafields"], "Exceeded the maximum metafields input limit of 25.", "LESS_THAN_OR_EQUAL_TO");
  for (const [index, draft] of drafts.entries()) {
    const field = ["metafields", String(index)];
    const order = context.store.orders.get(draft.orderId);
    if (order === undefined) return refused([...field, "ownerId"], "Owner does not exist.", "INVALID");
    const present = findMetafield(order, draft);
    if (present === undefined && draft.type === null)
      return refused([...field, "type"], "Type can't be blank", "BLANK");
    if (draft.value === "") return refused([...field, "value"], "may not be empty", "BLANK");
    const expected = draft.compareDigest;
    if (expected !== undefined && expected !== (present === undefined ? null : digest(present.value)))
      return refused(
        field,
        "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.",
        "STALE_OBJECT",
      );
  }
  return done(drafts.map((draft) => writeMetafield(context, draft)));
}

function writeMetafield(context: CommandContext, draft: MetafieldDraft): Metafield {
  const order = context.store.orders.get(draft.orderId);
  if (order === undefined) throw new Error(`Order ${draft.orderId} is gone.`);
  const now = context.now();
  const present = findMetafield(order, draft);
  if (present !== undefined) {
    return Object.assign(present, { value: draft.value, type: draft.type ?? present.type, updatedAt: now });
  }
  const metafield: Metafield = {
    id: context.store.nextId("Metafield"),
    namespace: draft.namespace,
    key: draft.key,
    type: draft.type ?? "single_line_text_field",
    value: draft.value,
    createdAt: now,
    updatedAt: now,
  };
  order.metafields.push(metafield);
  return metafield;
}

const findMetafield = (order: Order, wanted: { namespace: string; key: string }): Metafield | undefined =>
  order.metafields.find(({ namespace, key }) => namespace === wanted.namespace && key === wanted.key);
