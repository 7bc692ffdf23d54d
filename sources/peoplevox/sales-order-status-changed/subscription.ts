import { readState, writeState } from "./status-source.ts";
import type { StatusSource } from "./status-source.ts";

/** Body of the callback. Only tokens that are seen in public clients: an unknown one would stay as it is. */
const POST_PARAMS = "so={SalesOrderNumber}&status={SalesOrderStatu.Name}&at={LastModificationTime}";

/**
 * Subscribes once: what was subscribed before is given up first, since two subscriptions would tell everything twice.
 * The token is kept before Peoplevox knows it, so that no callback can come too early.
 */
export async function subscribe(source: StatusSource): Promise<void> {
  writeState(source, readState(source));
  await unsubscribe(source);
  const { token } = readState(source);
  const subscriptionId = await source.peoplevox.client.subscribePostEvent({
    eventType: "SalesOrderStatusChanges",
    postUrl: `${source.endpoint}${source.endpoint.includes("?") ? "&" : "?"}token=${token}`,
    postParams: POST_PARAMS,
    encodeParameterData: true,
  });
  writeState(source, { ...readState(source), subscriptionId });
}

/** Gives up the subscription. One that Peoplevox no longer knows is given up already. */
export async function unsubscribe(source: StatusSource): Promise<void> {
  const { subscriptionId } = readState(source);
  if (subscriptionId === null) return;
  try {
    await source.peoplevox.client.unsubscribeEvent(subscriptionId);
  } catch (error) {
    if ((error as { readonly code?: string }).code !== "peoplevox-request-refused") throw error;
  }
  writeState(source, { ...readState(source), subscriptionId: null });
}
