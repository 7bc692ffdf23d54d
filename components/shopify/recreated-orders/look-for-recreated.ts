import { mayHaveCounterpart } from "../../../domain/recreated-order/candidate-hints.ts";
import type { EvidenceRules } from "../../../domain/recreated-order/evidence-rule.ts";
import { findRecreated } from "../../../domain/recreated-order/find-recreated.ts";
import type { Patience, RecreateFinding } from "../../../domain/recreated-order/find-recreated.ts";
import type { OrderTrace } from "../../../domain/recreated-order/order-trace.ts";
import type { ShopifyAdminClient } from "../admin-client.ts";
import { readOrderTraces } from "./read-order-traces.ts";
import type { ReadTrace } from "./read-order-traces.ts";
import { searchCandidates } from "./search-candidates.ts";

/** What Shopify shows of some orders and of all that may belong to them. */
export interface LookedAt {
  /** The orders asked for; one that is not there, or must not be seen, is absent. */
  readonly asked: ReadonlyMap<string, ReadTrace>;
  readonly known: readonly OrderTrace[];
}

/** A chain of versions is followed so many links beyond what one search finds. */
const ROUNDS = 3;

/**
 * Reads orders and whatever may belong to them. An ordinary new order costs no search, only its share of one query.
 *
 * @param others - Orders to compare with in any case, such as those that wait: search lags some seconds behind
 */
export async function lookForRecreated(
  client: ShopifyAdminClient,
  orderIds: readonly string[],
  rules: EvidenceRules,
  others: readonly string[] = [],
): Promise<LookedAt> {
  const read = new Map(await readOrderTraces(client, [...orderIds, ...others], rules));
  const asked = new Map([...read].filter(([id]) => orderIds.includes(id)));
  const done = new Set<string>();
  let open = worthLooking(asked.values(), rules);
  for (let round = 0; round < ROUNDS && open.length > 0; round += 1) {
    // Whose customer it is was asked in the first round; later ones follow what an order names.
    const candidates = await searchCandidates(client, open, rules, { withParty: round === 0, done });
    const fresh = candidates.filter((id) => !read.has(id));
    const found = await readOrderTraces(client, fresh, rules);
    for (const [id, trace] of found) read.set(id, trace);
    open = worthLooking(found.values(), rules);
  }
  return { asked, known: [...read.values()].map(({ trace }) => trace) };
}

const worthLooking = (read: Iterable<ReadTrace>, rules: EvidenceRules): OrderTrace[] =>
  [...read].map(({ trace }) => trace).filter((trace) => mayHaveCounterpart(trace, rules));

/**
 * What is found about one order, asked with patience until the latest create or cancel among its versions is older
 * than the grace period.
 */
export function findWithGrace(
  order: OrderTrace,
  known: readonly OrderTrace[],
  rules: EvidenceRules,
  { nowMs, graceMs }: { readonly nowMs: number; readonly graceMs: number },
): { readonly finding: RecreateFinding; readonly patience: Patience } {
  const early = findRecreated(order, known, rules, "waiting");
  const refs = [
    order,
    ...early.live,
    ...early.cancelled,
    ...early.openAndReplaced,
    ...early.steps.flatMap(({ original, replacement }) => [original, replacement]),
  ];
  const moments = refs.flatMap(({ createdAt, cancelledAt }) => [createdAt, cancelledAt ?? createdAt]);
  const latest = Math.max(...moments.map((moment) => Date.parse(moment)));
  if (nowMs - latest < graceMs) return { finding: early, patience: "waiting" };
  return { finding: findRecreated(order, known, rules, "over"), patience: "over" };
}
