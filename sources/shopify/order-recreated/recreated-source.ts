import type { Emit, HttpInterface, SourceDb, UserProp, ServiceProp } from "../../../components/pipedream-component.ts";
import { readRecreateProps, recreateProps } from "../../../components/shopify/recreated-orders/recreate-props.ts";
import type { RecreateProps } from "../../../components/shopify/recreated-orders/recreate-props.ts";
import type { ShopifyProps } from "../../../components/shopify/shopify-props.ts";
import { shopifyClientSecretProps, shopifyProps } from "../../../components/shopify/shopify-props.ts";
import type { EvidenceRules } from "../../../domain/recreated-order/evidence-rule.ts";
import type { WaitingLimits } from "../../../domain/recreated-order/waiting-room.ts";
import type { OrderSource } from "../common/order-source.ts";
import { orderSourceFromProps, orderSourceProps } from "../common/order-source-props.ts";

/** The source's `this`. */
export interface RecreatedSourceThis extends ShopifyProps, RecreateProps {
  readonly shopifyClientSecret: string;
  readonly shopifyPreviousClientSecret?: string;
  readonly pollMinutes?: number;
  readonly http: HttpInterface;
  readonly db: SourceDb;
  readonly $emit: Emit;
}

/** An order source that also knows how a recreated order is recognised. */
export interface RecreatedSource extends OrderSource {
  readonly rules: EvidenceRules;
  readonly limits: WaitingLimits;
}

const TOPICS = ["orders/create", "orders/cancelled"] as const;

/** 6 KB of the host's 60, beside at most 50 KB of what was reported and 2 KB of what was told. */
const MOST_WAITING = 150;

/** The props of this source: an order source's, without those about settling, which a create or a cancel does not need. */
export function recreatedSourceProps() {
  const { pollMinutes, http, timer, db } = orderSourceProps(TOPICS);
  return {
    ...shopifyProps(),
    ...shopifyClientSecretProps(),
    ...recreateProps(),
    pollMinutes,
    http,
    timer,
    db,
  } as const satisfies Record<string, UserProp | ServiceProp>;
}

/** @throws {ConfigurationError} Naming the prop, its value and what was expected */
export function recreatedSourceFromProps(props: RecreatedSourceThis, now: () => number = Date.now): RecreatedSource {
  const { shopifyShop, shopifyAccessToken, shopifyApiVersion, shopifyAdminUrl } = props;
  const { shopifyClientSecret, shopifyPreviousClientSecret, pollMinutes, http, db } = props;
  const source = orderSourceFromProps(
    {
      shopifyShop,
      shopifyAccessToken,
      shopifyClientSecret,
      http,
      db,
      $emit: (event, metadata) => props.$emit(event, metadata),
      topics: TOPICS,
      settleSeconds: 0,
      maxWaitSeconds: 0,
      ...(shopifyApiVersion === undefined ? {} : { shopifyApiVersion }),
      ...(shopifyAdminUrl === undefined ? {} : { shopifyAdminUrl }),
      ...(shopifyPreviousClientSecret === undefined ? {} : { shopifyPreviousClientSecret }),
      ...(pollMinutes === undefined ? {} : { pollMinutes }),
    },
    now,
  );
  const { rules, graceMs } = readRecreateProps(props);
  return { ...source, rules, limits: { graceMs, mostOrders: MOST_WAITING } };
}
