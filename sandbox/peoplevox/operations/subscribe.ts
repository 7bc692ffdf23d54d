import { EVENT_TYPES } from "../events/event-types.ts";
import type { SubscriptionRequest } from "../events/subscriptions.ts";
import { failed, succeeded, type IntegrationResponse } from "../soap/response.ts";
import type { Tenant } from "../tenant.ts";
import type { Operation } from "./operation.ts";

/** Asks for a GET with the event's values in the query. `Detail` is the subscription's id. */
export const subscribeEvent: Operation = (parameters, tenant) =>
  subscribe(tenant, {
    eventType: parameters.oneOf("eventType", EVENT_TYPES),
    filter: parameters.text("filter"),
    method: "GET",
    url: parameters.text("callbackUrl").trim(),
    postParams: "",
    encodeParameterData: parameters.flag("encodeParameterData"),
  });

/** Asks for a form-encoded POST. */
export const subscribePostEvent: Operation = (parameters, tenant) =>
  subscribe(tenant, {
    eventType: parameters.oneOf("eventType", EVENT_TYPES),
    filter: parameters.text("filter"),
    method: "POST",
    url: parameters.text("postUrl").trim(),
    postParams: parameters.text("postParams"),
    encodeParameterData: parameters.flag("encodeParameterData"),
  });

function subscribe({ subscriptions }: Tenant, request: SubscriptionRequest): IntegrationResponse {
  if (!/^https?:\/\/[^/]/i.test(request.url)) return failed(`Events : '${request.url}' is not a callback address`);
  return succeeded(String(subscriptions.add(request).id), 1);
}

/** `Detail` is `True`. */
export const unsubscribeEvent: Operation = (parameters, { subscriptions }) => {
  const id = parameters.whole("subscriptionId");
  return subscriptions.remove(id) ? succeeded("True", 1) : failed(`Events : There is no subscription ${id}`);
};
