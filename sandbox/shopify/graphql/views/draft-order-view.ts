import { globalId } from "../../model/global-id.ts";
import type { DraftOrder } from "../../model/records.ts";
import { isoSeconds, isoSecondsOrNull } from "../../model/shop-time.ts";
import { orderView } from "./order-view.ts";
import type { ViewScope } from "./view-scope.ts";

export function draftOrderView(scope: ViewScope, draft: DraftOrder): object {
  const order = draft.orderId === null ? undefined : scope.store.orders.get(draft.orderId);
  return {
    __typename: "DraftOrder",
    id: globalId("DraftOrder", draft.id),
    legacyResourceId: String(draft.id),
    name: draft.name,
    status: draft.status,
    createdAt: isoSeconds(draft.createdAt),
    updatedAt: isoSeconds(draft.updatedAt),
    completedAt: isoSecondsOrNull(draft.completedAt),
    order: order === undefined ? null : () => orderView(scope, order),
  };
}
