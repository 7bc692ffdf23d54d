import { fulfillmentMutations } from "./mutations/fulfillment-mutations.ts";
import { orderEditMutations } from "./mutations/order-edit-mutations.ts";
import { orderMutations } from "./mutations/order-mutations.ts";
import { refundReturnMutations } from "./mutations/refund-return-mutations.ts";
import { webhookMutations } from "./mutations/webhook-mutations.ts";
import type { RequestContext } from "./request-context.ts";

/** The mutations that the sandbox carries out. */
export const mutationRoot = (context: RequestContext) => ({
  ...orderMutations(context),
  ...orderEditMutations(context),
  ...fulfillmentMutations(context),
  ...refundReturnMutations(context),
  ...webhookMutations(context),
});
