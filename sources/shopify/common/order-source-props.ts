import { ConfigurationError } from "@pipedream/platform";
import { Cron } from "croner";
import type { Emit, HttpInterface, ServiceProp, SourceDb, UserProp } from "../../../components/pipedream-component.ts";
import {
  readShopDomain,
  shopifyClientFromProps,
  shopifyClientSecretProps,
  shopifyProps,
} from "../../../components/shopify/shopify-props.ts";
import type { ShopifyProps } from "../../../components/shopify/shopify-props.ts";
import { metafieldsProp, readMetafields } from "../../../components/shopify/metafields-prop.ts";
import {
  EDIT_TOPICS,
  isOrderTopic,
  ORDER_TOPIC_NAMES,
  ORDER_TOPICS,
} from "../../../components/shopify/webhooks/webhook-tables.ts";
import type { OrderTopic } from "../../../components/shopify/webhooks/webhook-tables.ts";
import type { OrderSource } from "./order-source.ts";
import type { SettlePolicy } from "./settle-window.ts";

/** An order source's `this`. */
export interface OrderSourceThis extends ShopifyProps {
  readonly shopifyClientSecret: string;
  readonly shopifyPreviousClientSecret?: string;
  readonly topics?: readonly string[];
  readonly includeDetailChanges?: boolean;
  readonly metafields?: readonly string[];
  readonly settleSeconds?: number;
  readonly maxWaitSeconds?: number;
  readonly emitSchedule?: string;
  readonly emitScheduleTimeZone?: string;
  readonly pollMinutes?: number;
  readonly http: HttpInterface;
  readonly db: SourceDb;
  readonly $emit: Emit;
}

const DEFAULTS = { settleSeconds: 60, maxWaitSeconds: 300, pollMinutes: 5, timeZone: "UTC" } as const;

/**
 * The props of a source that tells of changed orders.
 *
 * @param topics - Chosen unless a person chooses others
 * @param offered - What may be chosen
 */
export const orderSourceProps = (topics: readonly OrderTopic[], offered: readonly OrderTopic[] = EDIT_TOPICS) =>
  ({
    ...shopifyProps(),
    ...shopifyClientSecretProps(),
    topics: {
      type: "string[]",
      label: "Webhook topics",
      description: "Which webhooks of Shopify count. `orders/edited` tells only of lines, quantities and shipping.",
      options: offered.map((value) => ({ label: `${value}: ${ORDER_TOPICS[value].about}`, value })),
      default: [...topics],
      optional: true,
    },
    includeDetailChanges: {
      type: "boolean",
      label: "Include changes of details",
      description: "Whether a changed address, note, gift message, e-mail, shipping method or total counts as well.",
      default: true,
      optional: true,
    },
    metafields: metafieldsProp(),
    settleSeconds: {
      type: "integer",
      label: "Settle window (seconds)",
      description: "An order is passed on when it has not changed for this long, so that several edits become one.",
      min: 0,
      max: 3600,
      default: DEFAULTS.settleSeconds,
      optional: true,
    },
    maxWaitSeconds: {
      type: "integer",
      label: "Longest wait (seconds)",
      description: "An order that keeps changing is passed on at the latest this long after its first change.",
      min: 0,
      max: 86_400,
      default: DEFAULTS.maxWaitSeconds,
      optional: true,
    },
    emitSchedule: {
      type: "string",
      label: "Fixed schedule",
      description:
        "Instead of the settle window: a cron expression at whose times changed orders are passed on, such as " +
        "`0,30 * * * *` for every half hour or `45 6,10,14 * * 1-5` before each pick wave.",
      optional: true,
    },
    emitScheduleTimeZone: {
      type: "string",
      label: "Time zone of the schedule",
      description: "Such as `Europe/London`.",
      default: DEFAULTS.timeZone,
      optional: true,
    },
    pollMinutes: {
      type: "integer",
      label: "Check Shopify every (minutes)",
      description: "How often to look for changes whose webhook was lost, and for our webhook subscriptions.",
      min: 1,
      max: 60,
      default: DEFAULTS.pollMinutes,
      optional: true,
    },
    http: { type: "$.interface.http", customResponse: true },
    timer: {
      type: "$.interface.timer",
      label: "Tick",
      description:
        "How often to see which orders have settled. On Pipedream each tick is a run; 60 s is thrifty there.",
      default: { intervalSeconds: 15 },
    },
    db: "$.service.db",
  }) as const satisfies Record<string, UserProp | ServiceProp>;

/**
 * Reads a source's props.
 *
 * @param watch - `releaseSignals`: payment, tags and holds count as changes too; default no
 * @throws {ConfigurationError} Naming the prop, its value and what was expected
 */
export function orderSourceFromProps(
  props: OrderSourceThis,
  now: () => number = Date.now,
  { releaseSignals = false }: { readonly releaseSignals?: boolean } = {},
): OrderSource {
  if (props.shopifyClientSecret.trim() === "") throw new ConfigurationError("App client secret is empty.");
  return {
    shop: readShopDomain(props.shopifyShop),
    client: shopifyClientFromProps(props),
    secrets: [props.shopifyClientSecret, props.shopifyPreviousClientSecret],
    topics: readTopics(props.topics ?? []),
    policy: readPolicy(props),
    checkEveryMs: (props.pollMinutes ?? DEFAULTS.pollMinutes) * 60_000,
    detailChanges: props.includeDetailChanges ?? true,
    metafields: readMetafields(props.metafields),
    releaseSignals,
    uri: props.http.endpoint,
    db: props.db,
    emit: props.$emit,
    now,
  };
}

function readTopics(topics: readonly string[]): readonly OrderTopic[] {
  const known = topics.filter(isOrderTopic);
  if (known.length === topics.length && known.length > 0) return known;
  const unknown = topics.filter((topic) => !isOrderTopic(topic));
  throw new ConfigurationError(
    `Webhook topics: ${unknown.length === 0 ? "none is chosen" : `unknown ${unknown.join(", ")}`}, ` +
      `expected some of ${ORDER_TOPIC_NAMES.join(", ")}.`,
  );
}

function readPolicy(props: OrderSourceThis): SettlePolicy {
  const schedule = (props.emitSchedule ?? "").trim();
  if (schedule !== "") return schedulePolicy(schedule, props.emitScheduleTimeZone ?? DEFAULTS.timeZone);
  const settleMs = (props.settleSeconds ?? DEFAULTS.settleSeconds) * 1000;
  const maxWaitMs = (props.maxWaitSeconds ?? DEFAULTS.maxWaitSeconds) * 1000;
  return { kind: "window", settleMs, maxWaitMs: Math.max(settleMs, maxWaitMs) };
}

function schedulePolicy(expression: string, timezone: string): SettlePolicy {
  const cron = readCron(expression, timezone);
  const nextAfter = (ms: number) => cron.nextRun(new Date(ms))?.getTime() ?? null;
  if (nextAfter(0) === null) {
    throw new ConfigurationError(`Fixed schedule "${expression}" never comes, expected such as 0,30 * * * *.`);
  }
  return { kind: "schedule", nextAfter: (ms) => nextAfter(ms) ?? ms };
}

function readCron(expression: string, timezone: string): Cron {
  try {
    const cron = new Cron(expression, { timezone });
    cron.nextRun();
    return cron;
  } catch (error) {
    const why = error instanceof Error ? error.message : "";
    throw new ConfigurationError(`Fixed schedule "${expression}" in time zone "${timezone}" cannot be read: ${why}`);
  }
}
