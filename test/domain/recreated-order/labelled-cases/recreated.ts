import { DEFAULT_EVIDENCE_RULES as RULES } from "../../../../domain/recreated-order/evidence.rules.ts";
import type { EvidenceRules, LinkRule } from "../../../../domain/recreated-order/evidence-rule.ts";
import type { OrderTrace } from "../../../../domain/recreated-order/order-trace.ts";
import { at, cancelled, linesOf } from "../trace-builders.ts";
import { cleverific, copied, lionApps } from "./apps.ts";
import type { Copying } from "./apps.ts";
import type { CaseDraft, Customer } from "./labelled-case.ts";

/** Edits, as they change the copy. The goods of a customer's order are two shirts and a cap. */
const EDITS: Readonly<Record<string, (customer: Customer, old: OrderTrace) => Copying>> = {
  "changes nothing": () => ({}),
  "raises a quantity": (_, old) => ({ newDiffers: { lines: withUnits(old, [5, 1]) } }),
  "lowers a quantity": (_, old) => ({ newDiffers: { lines: withUnits(old, [1, 1]) } }),
  "removes a line": (_, old) => ({ newDiffers: { lines: withUnits(old, [2]) } }),
  "adds a line": (_, old) => ({ newDiffers: { lines: [...withUnits(old, [2, 1]), ...linesOf({ SOCK: 3 })] } }),
  "swaps a size": (_, old) => ({ newDiffers: { lines: [...withUnits(old, [2]), ...linesOf({ "CAP-L": 1 })] } }),
  "swaps everything": () => ({ goods: { MUG: 1, BOWL: 1 } }),
  "corrects the address": () => ({
    newDiffers: { shippingAddress: { name: "A. Other", address1: "9 Side Lane", zip: "YO1 7HH", countryCode: "GB" } },
  }),
  "corrects the e-mail, and so gets another customer": (customer) => ({
    newDiffers: { email: `right-${customer.number}@example.com`, customerId: `99${customer.number}` },
  }),
  "adds a discount and a note": () => ({ newDiffers: { discountCodes: ["SORRY10"], note: "Leave with neighbour" } }),
};

const edited = (
  app: string,
  edit: (customer: Customer, orders: readonly OrderTrace[], copying: Copying) => readonly OrderTrace[],
  which = Object.keys(EDITS),
): CaseDraft[] =>
  which.map((kind) => ({
    title: `${app} ${kind}`,
    orders: (customer) => {
      const first = customer.order();
      return edit(customer, [first], EDITS[kind]!(customer, first));
    },
  }));

const one = (title: string, orders: CaseDraft["orders"], rules?: EvidenceRules): CaseDraft =>
  rules === undefined ? { title, orders } : { title, orders, rules };

const HIDDEN = { customerId: null, email: null, phone: null, shippingAddress: null } as const;

const CLEVERIFIC: CaseDraft[] = [
  ...edited("Cleverific", cleverific),
  ...edited("Cleverific without tags", (customer, orders, copying) =>
    cleverific(customer, orders, { ...copying, tags: "none" }),
  ),
  ...edited(
    "Cleverific, seen without customer data,",
    (customer, orders, copying) =>
      cleverific(customer, orders.map(hidden), { ...copying, newDiffers: { ...copying.newDiffers, ...HIDDEN } }),
    ["changes nothing", "raises a quantity", "adds a line", "swaps a size", "swaps everything"],
  ),
  ...[-10, -1, 0, 0.5, 5, 25].map((cancelledAfter) =>
    one(`Cleverific, the old order cancelled ${cancelledAfter} minutes after the new one is created`, (customer) =>
      cleverific(customer, [customer.order()], { cancelledAfter }),
    ),
  ),
  one("Cleverific, the old order cancelled by staff two hours later", (customer) =>
    cleverific(customer, [customer.order()], { cancelledAfter: 120 }),
  ),
  one("Cleverific, edited on the day after the order was placed", (customer) =>
    cleverific(customer, [customer.order()], { minute: 1440 }),
  ),
  one("Cleverific, a second edit: A, then B", (customer) =>
    cleverific(customer, cleverific(customer, [customer.order()])),
  ),
  one("Cleverific, a second edit that swaps everything", (customer) =>
    cleverific(customer, cleverific(customer, [customer.order()]), { goods: { BOWL: 2 } }),
  ),
  one("Cleverific, five edits: A to E", (customer) =>
    [1, 2, 3, 4, 5].reduce<readonly OrderTrace[]>((orders) => cleverific(customer, orders), [customer.order()]),
  ),
  one("Cleverific, a second edit whose first order is not known", (customer) =>
    cleverific(customer, cleverific(customer, [customer.order()])).slice(1),
  ),
  one("Cleverific, while the customer has another open order", (customer) => [
    customer.order({ createdAt: at(-60) }),
    ...cleverific(customer, [customer.order()]),
  ]),
  one("Cleverific, while the customer cancels another order", (customer) => [
    cancelled(customer.order({ createdAt: at(-60) }), 5),
    ...cleverific(customer, [customer.order()]),
  ]),
  one("Cleverific, while another order of the customer is edited too", (customer) => [
    ...cleverific(customer, [customer.order({ createdAt: at(-60) })], { minute: 5 }),
    ...cleverific(customer, [customer.order()], { minute: 5.2 }),
  ]),
  one("Cleverific, and the first order had an order attribute and a discount code", (customer) =>
    cleverific(customer, [customer.order({ attributes: [{ key: "Gift", value: "yes" }], discountCodes: ["WELCOME"] })]),
  ),
  one("Cleverific, an order paid by invoice, so that no payment is copied", (customer) =>
    cleverific(customer, [customer.order()], { newDiffers: { processedAt: at(5) } }),
  ),
  one("Cleverific, the copied payment is seen as a payment only", (customer) =>
    cleverific(customer, [customer.order({ payments: [{ gateway: "shopify_payments", processedAt: at(0) }] })], {
      newDiffers: { processedAt: at(5), payments: [{ gateway: "shopify_payments", processedAt: at(0) }] },
    }),
  ),
  ...(["UK-", "", "Order "] as const).map((prefix) =>
    one(
      `Cleverific in a shop with the prefix "${prefix}"`,
      (customer) => cleverific(customer, [customer.order({ name: `${prefix}${customer.number}` })]),
      { ...RULES, shopNames: { prefix, suffix: "" } },
    ),
  ),
  one(
    'Cleverific in a shop with the suffix "-EU", the letter behind it',
    (customer) => cleverific(customer, [customer.order({ name: `#${customer.number}-EU` })]),
    { ...RULES, shopNames: { prefix: "#", suffix: "-EU" } },
  ),
  one(
    'Cleverific in a shop with the suffix "-EU", the letter before it',
    (customer) =>
      cleverific(customer, [customer.order({ name: `#${customer.number}-EU` })], { name: `#${customer.number}A-EU` }),
    { ...RULES, shopNames: { prefix: "#", suffix: "-EU" } },
  ),
  one("Cleverific, an order from a marketplace with that marketplace's id", (customer) =>
    cleverific(customer, [customer.order({ sourceIdentifier: "204987654321" })], {
      newDiffers: { sourceIdentifier: "204987654321" },
    }),
  ),
];

const NAMES: CaseDraft[] = [
  ...["-1", "-2", "-EDIT", "-Rev", "-Edited order"].map((suffix) =>
    one(`a copying app that adds "${suffix}" to the name`, (customer) => {
      const first = customer.order();
      return copied(customer, [first], `${first.name}${suffix}`);
    }),
  ),
  one('a copying app that adds "-1", then "-2"', (customer) => {
    const first = customer.order();
    return copied(customer, copied(customer, [first], `${first.name}-1`), `${first.name}-2`);
  }),
  one('a copying app that adds "-9", then "-10"', (customer) => {
    const first = customer.order();
    return copied(customer, copied(customer, [first], `${first.name}-9`), `${first.name}-10`);
  }),
  ...(["{name}/v{number}", "NEW {name}", "{name} (edited)"] as const).map((template) =>
    one(
      `a copying app with the configured name "${template}"`,
      (customer) => {
        const first = customer.order();
        return copied(
          customer,
          [first],
          `#${template.replace("{name}", first.name.slice(1)).replace("{number}", "2")}`,
        );
      },
      {
        ...RULES,
        names: [
          { id: "own-name", template, makes: "version", points: 60, because: "Our app names {new} so." },
          ...RULES.names,
        ],
      },
    ),
  ),
];

const LION_APPS: CaseDraft[] = [
  ...edited(
    "LionApps",
    lionApps,
    Object.keys(EDITS).filter((kind) => !kind.startsWith("corrects the e-mail")),
  ),
  one("LionApps, and the cancel event was not read", (customer) =>
    lionApps(customer, [customer.order()], { oldDiffers: { cancelledByApp: null } }),
  ),
  one("LionApps, a second edit", (customer) =>
    lionApps(customer, lionApps(customer, [customer.order()], { minute: 60 }), { minute: 120 }),
  ),
];

const DUPLICATED: CaseDraft[] = ["the new order", "the old order", "both orders"].map((where) =>
  one(`Order Editing's Flow duplicates an order and tags ${where}`, (customer) => {
    const mark = { tags: ["orderediting", "orderediting:duplicated"] };
    const first = customer.order();
    return copied(customer, [first], `#${customer.number + 4}`, {
      oldDiffers: where === "the new order" ? {} : mark,
      newDiffers: where === "the old order" ? {} : mark,
    });
  }),
);

const withLink = (rule: Pick<LinkRule, "where" | "template">): EvidenceRules => ({
  ...RULES,
  links: [{ ...rule, id: "own-link", points: 100, because: "Our app writes the old order on {new}." }, ...RULES.links],
});

const linked = (
  title: string,
  link: (old: OrderTrace) => Partial<OrderTrace>,
  rules: EvidenceRules = RULES,
): CaseDraft =>
  one(
    `a link to the old order: ${title}`,
    (customer) => {
      const first = customer.order();
      return copied(customer, [first], `#${customer.number + 4}`, { goods: { NEW: 1 }, newDiffers: link(first) });
    },
    rules,
  );

const ATTRIBUTE = withLink({ where: { in: "attribute", key: "Replaces order" }, template: "{order}" });
const METAFIELD = withLink({ where: { in: "metafield", namespace: "edits", key: "from" }, template: "{order}" });

const LINKS: CaseDraft[] = [
  linked("source identifier with its id", ({ id }) => ({ sourceIdentifier: id })),
  linked("source identifier with its name", ({ name }) => ({ sourceIdentifier: name })),
  linked("source identifier with its gid", ({ id }) => ({ sourceIdentifier: `gid://shopify/Order/${id}` })),
  linked("tag with its name", ({ name }) => ({ tags: ["vip", name] })),
  linked("attribute with its id", ({ id }) => ({ attributes: [{ key: "replaces order", value: id }] }), ATTRIBUTE),
  linked(
    "attribute with its name",
    ({ name }) => ({ attributes: [{ key: "Replaces order", value: name }] }),
    ATTRIBUTE,
  ),
  linked(
    "attribute with its number",
    ({ name }) => ({ attributes: [{ key: "Replaces order", value: name.slice(1) }] }),
    ATTRIBUTE,
  ),
  linked(
    "metafield with its gid",
    ({ id }) => ({ metafields: [{ namespace: "edits", key: "from", value: `gid://shopify/Order/${id}` }] }),
    METAFIELD,
  ),
  linked(
    "tag with a text before its name",
    ({ name }) => ({ tags: [`replaces:${name}`] }),
    withLink({ where: { in: "tag" }, template: "replaces:{order}" }),
  ),
  linked(
    "sentence in the note",
    ({ name }) => ({ note: `Call the customer. Replaces ${name}, size was wrong.` }),
    withLink({ where: { in: "note" }, template: "replaces {order.name}" }),
  ),
  one("a link whose tags are copied on from edit to edit", (customer) => {
    const first = customer.order();
    const second = copied(customer, [first], `${first.name}-1`, { newDiffers: { tags: [first.name] } });
    return copied(customer, second, `${first.name}-2`, { newDiffers: { tags: [first.name, `${first.name}-1`] } });
  }),
];

export const RECREATED: readonly CaseDraft[] = [...CLEVERIFIC, ...NAMES, ...LION_APPS, ...DUPLICATED, ...LINKS];

function withUnits({ lines }: OrderTrace, units: readonly number[]): OrderTrace["lines"] {
  return units.map((quantity, index) => ({ ...lines[index]!, quantity, currentQuantity: quantity }));
}

function hidden(order: OrderTrace): OrderTrace {
  return { ...order, ...HIDDEN };
}
