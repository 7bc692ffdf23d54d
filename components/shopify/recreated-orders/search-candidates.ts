import { candidateHints } from "../../../domain/recreated-order/candidate-hints.ts";
import type { EvidenceRules } from "../../../domain/recreated-order/evidence-rule.ts";
import { orderNameParts } from "../../../domain/recreated-order/order-name.ts";
import type { OrderTrace } from "../../../domain/recreated-order/order-trace.ts";
import type { ShopifyAdminClient } from "../admin-client.ts";
import { findOrders } from "../find-orders.ts";
import { idOfGid } from "../gid.ts";

/** Orders of one customer that are looked at, newest first: an order and its copy are among the latest. */
const OF_ONE_CUSTOMER = 30;
/** `1031*` also finds #10310 to #10319 and longer numbers, which are newer than #1031 and its versions. */
const WITH_SIMILAR_NAMES = 250;

/** Where to look for the orders that some orders may belong to. */
interface Searches {
  /** Ids that an order names. */
  readonly ids: readonly string[];
  /** What the names of all versions of an order have in common. */
  readonly stems: readonly string[];
  /** Search texts for one customer's orders. */
  readonly parties: readonly string[];
}

/** @param withParty - Whether other orders of the customer are searched for too, or only what is named */
function searchesFor(orders: readonly OrderTrace[], rules: EvidenceRules, withParty: boolean): Searches {
  const hints = orders.map((order) => candidateHints(order, rules));
  const references = hints.flatMap((hint) => hint.references);
  const ids = references.map(idIn);
  const names = references.filter((_reference, index) => ids[index] === null);
  return {
    ids: ids.filter((id) => id !== null),
    stems: [...hints.map(({ nameStem }) => nameStem), ...names.map((name) => orderNameParts(name, rules).base)],
    parties: withParty ? hints.map(partyQuery).filter((query) => query !== "") : [],
  };
}

/**
 * Ids of orders that some orders may belong to: by name, by what they name, and by customer. Unrelated ones do no harm.
 *
 * @param done - Searches made already, which are not made again; those made now are added
 */
export async function searchCandidates(
  client: ShopifyAdminClient,
  orders: readonly OrderTrace[],
  rules: EvidenceRules,
  { withParty, done }: { readonly withParty: boolean; readonly done: Set<string> },
): Promise<readonly string[]> {
  const { ids, stems, parties } = searchesFor(orders, rules, withParty);
  const once = (search: string): boolean => !done.has(search) && done.add(search) === done;
  const byName = stems.filter(once).map(async (stem) => {
    const found = await findOrders(client, { query: nameQuery(stem), first: WITH_SIMILAR_NAMES });
    return found.orders.filter(({ name }) => orderNameParts(name, rules).base === stem);
  });
  const byParty = parties
    .filter(once)
    .map(async (query) => (await findOrders(client, { query, first: OF_ONE_CUSTOMER })).orders);
  const found = await Promise.all([...byName, ...byParty]);
  return [...new Set([...ids, ...found.flat().map(({ id }) => idOfGid(id))])];
}

const idIn = (reference: string): string | null =>
  /^(?:gid:\/\/shopify\/Order\/)?(\d{10,})$/i.exec(reference)?.[1] ?? null;

/** A `*` counts only outside of quotes, and quotes are needed around anything but letters, digits, `_` and `-`. */
const nameQuery = (stem: string): string =>
  /^[\p{L}\p{N}_-]+$/u.test(stem) ? `name:${stem}*` : `name:${quoted(stem)}`;

function partyQuery({ customerId, email }: { readonly customerId: string | null; readonly email: string | null }) {
  const terms = [
    ...(customerId === null ? [] : [`customer_id:${customerId}`]),
    ...(email === null ? [] : [`email:${quoted(email)}`]),
  ];
  return terms.join(" OR ");
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, (character) => `\\${character}`)}"`;
