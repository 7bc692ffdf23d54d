import type { EvidenceRules, LinkRule } from "./evidence-rule.ts";
import { numberOfName, orderNameParts } from "./order-name.ts";
import type { OrderTrace } from "./order-trace.ts";

type ShopNames = Pick<EvidenceRules, "shopNames">;
type NameRules = Pick<EvidenceRules, "shopNames" | "names">;
type Identity = "id" | "gid" | "name" | "number";

const IDENTITIES: readonly Identity[] = ["id", "gid", "name", "number"];

/**
 * What an order says by a link rule about where it comes from: texts that may name orders.
 *
 * @returns Empty when the order says nothing. Several texts when it names several orders, as after a merge
 */
export function referencesBy(rule: LinkRule, order: OrderTrace): readonly string[] {
  return [...new Set(textsAt(rule, order).flatMap((text) => referencesIn(text, rule)))];
}

/** Whether a text that a link rule found names this order. */
export function namesOrder(reference: string, template: string, order: OrderTrace, rules: ShopNames): boolean {
  const wanted = reference.toLowerCase();
  return identitiesOf(template).some((identity) => valueOf(identity, order, rules).toLowerCase() === wanted);
}

/** Whether a text is surely an order's id, gid or name, so that it means another order when it does not fit. */
export function looksLikeOrder(reference: string, rules: NameRules): boolean {
  if (/^(gid:\/\/shopify\/Order\/)?\d{10,}$/i.test(reference)) return true;
  const { prefix } = rules.shopNames;
  return prefix !== "" && reference.startsWith(prefix) && /^\d+$/.test(orderNameParts(reference, rules).base);
}

/** The placeholder of a link template, such as `order.name`; `null` when it has none or several. */
export function placeholderOf(template: string): string | null {
  const [only, ...others] = template.match(/\{order(?:\.(?:id|gid|name|number))?\}/g) ?? [];
  return only === undefined || others.length > 0 ? null : only.slice(1, -1);
}

function textsAt({ where }: LinkRule, order: OrderTrace): readonly string[] {
  switch (where.in) {
    case "attribute":
      return order.attributes.filter(({ key }) => sameText(key, where.key)).map(({ value }) => value);
    case "metafield":
      return order.metafields
        .filter(({ namespace, key }) => namespace === where.namespace && key === where.key)
        .map(({ value }) => value);
    case "tag":
      return order.tags;
    case "note":
      return order.note === null ? [] : [order.note];
    case "source-identifier":
      return order.sourceIdentifier === null ? [] : [order.sourceIdentifier];
  }
}

/** An attribute or metafield may list several orders, a note may name them anywhere; another text is one reference. */
function referencesIn(text: string, { where, template }: LinkRule): string[] {
  if (where.in === "note") {
    const anywhere = new RegExp(patternOf(template, "(\\S*[\\p{L}\\d])"), "giu");
    return [...text.matchAll(anywhere)].flatMap(([, reference]) => reference ?? []);
  }
  const whole = new RegExp(`^\\s*${patternOf(template, "\\s*(\\S(?:.*\\S)?)")}\\s*$`, "iu");
  const listed = where.in === "attribute" || where.in === "metafield" ? text.split(/[,;]/) : [text];
  return listed.flatMap((item) => whole.exec(item)?.[1] ?? []);
}

/** The template as a pattern, with `captured` for its placeholder; without one it captures nothing. */
function patternOf(template: string, captured: string): string {
  const placeholder = placeholderOf(template);
  return template
    .split(placeholder === null ? /$^/ : `{${placeholder}}`)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
    .join(captured);
}

function identitiesOf(template: string): readonly Identity[] {
  const placeholder = placeholderOf(template);
  return IDENTITIES.filter((identity) => placeholder === "order" || placeholder === `order.${identity}`);
}

function valueOf(identity: Identity, order: OrderTrace, rules: ShopNames): string {
  switch (identity) {
    case "id":
      return order.id;
    case "gid":
      return `gid://shopify/Order/${order.id}`;
    case "name":
      return order.name.trim();
    case "number":
      return numberOfName(order.name, rules);
  }
}

const sameText = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
