import { ORDER_TOPIC_NAMES, ORDER_TOPICS } from "../../../components/shopify/webhooks/webhook-tables.ts";
import type { OrderTopic } from "../../../components/shopify/webhooks/webhook-tables.ts";

/** Adds a topic to those that letters stand for; `null` adds none. */
export function addTopicLetter(letters: string, topic: OrderTopic | null): string {
  if (topic === null || letters.includes(ORDER_TOPICS[topic].letter)) return letters;
  return letters + ORDER_TOPICS[topic].letter;
}

/** In the order of `ORDER_TOPICS`. */
export const topicsOf = (letters: string): OrderTopic[] =>
  ORDER_TOPIC_NAMES.filter((topic) => letters.includes(ORDER_TOPICS[topic].letter));
