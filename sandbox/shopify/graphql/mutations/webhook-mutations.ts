import { refused } from "../../commands/command.ts";
import {
  createSubscription,
  deleteSubscription,
  type SubscriptionDraft,
  updateSubscription,
} from "../../commands/webhook-subscriptions.ts";
import { globalId, numericId } from "../../model/global-id.ts";
import { notModelled, rejectUnmodelled } from "../not-modelled.ts";
import type { RequestContext } from "../request-context.ts";
import { webhookSubscriptionView } from "../views/webhook-subscription-view.ts";
import { respond } from "./respond.ts";

interface SubscriptionInput extends SubscriptionDraft {
  /** The name of `uri` before 2025-10. */
  callbackUrl?: string | null;
}

export function webhookMutations({ commands, switches }: RequestContext) {
  return {
    webhookSubscriptionCreate: (args: { topic: string; webhookSubscription: SubscriptionInput }) => {
      // Assumption: the wording. Without approval for protected data, order topics are refused.
      const denied = switches.protectedCustomerData === "order-denied" && args.topic.startsWith("ORDERS_");
      const outcome = denied
        ? refused(["webhookSubscription"], "You cannot create a webhook subscription with the specified topic")
        : createSubscription(commands, args.topic, toDraft(args.webhookSubscription));
      return respond(outcome, ["webhookSubscription"], (subscription) => ({
        webhookSubscription: webhookSubscriptionView(subscription),
      }));
    },
    webhookSubscriptionUpdate: (args: { id: string; webhookSubscription: SubscriptionInput }) =>
      respond(
        updateSubscription(commands, subscriptionId(args.id), toDraft(args.webhookSubscription)),
        ["webhookSubscription"],
        (subscription) => ({ webhookSubscription: webhookSubscriptionView(subscription) }),
      ),
    webhookSubscriptionDelete: ({ id }: { id: string }) =>
      respond(deleteSubscription(commands, subscriptionId(id)), ["deletedWebhookSubscriptionId"], (deleted) => ({
        deletedWebhookSubscriptionId: globalId("WebhookSubscription", deleted),
      })),
  };
}

const subscriptionId = (gid: string): number => numericId(gid, "WebhookSubscription");

function toDraft({ callbackUrl, ...input }: SubscriptionInput): SubscriptionDraft {
  rejectUnmodelled("WebhookSubscriptionInput", input, ["uri", "format", "filter", "includeFields", "name"]);
  if (input.format === "XML") throw notModelled("webhooks in XML");
  return { ...input, uri: input.uri ?? callbackUrl };
}
