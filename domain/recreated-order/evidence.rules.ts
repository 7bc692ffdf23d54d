import type { EvidenceRules, Support } from "./evidence-rule.ts";

/** The same customer, at the same time, and the same goods or the same address: what an unnamed mark must lean on. */
const SAME_CUSTOMER_AND_TIME: readonly (readonly Support[])[] = [
  ["name"],
  ["same-customer", "cancelled-close", "sku-overlap"],
  ["same-customer", "cancelled-close", "same-address"],
];

/**
 * Marks that order-editing apps are documented to leave, and what each weighs.
 *
 * Points: an order that is named 100, a name made of another's 60, a mark by what it proves, a circumstance 10–30.
 * Edit a copy, check it with `problemsInRules`, and pass it on.
 */
export const DEFAULT_EVIDENCE_RULES: EvidenceRules = {
  threshold: 100,
  reviewFrom: 85,
  mostFromCircumstances: 95,
  shopNames: { prefix: "#", suffix: "" },
  links: [
    {
      id: "source-identifier",
      where: { in: "source-identifier" },
      template: "{order}",
      points: 100,
      because: "The app that created {new} gave {old} as its source.",
    },
    {
      id: "tag-with-order-name",
      where: { in: "tag" },
      template: "{order.name}",
      points: 100,
      because: "{new} has the tag {old}.",
    },
  ],
  names: [
    {
      // OrderSplit Pro, "cancel and recreate": the rest of the parent's goods. The word can be configured there.
      id: "order-split-rest",
      template: "{name}-Original",
      makes: "part",
      points: 60,
      because: "OrderSplit Pro names the remaining goods of {old} so.",
    },
    {
      // OrderSplit Pro: the word is the name of the split group, of which this is the documented example.
      id: "order-split-group",
      template: "{name}-Preorder",
      makes: "part",
      points: 60,
      because: "OrderSplit Pro names a split group of {old} so.",
    },
    {
      // Cleverific Advanced Mode: #1031 → #1031A. Assumption: B, C … for the next edits.
      id: "name-and-letter",
      template: "{name}{letter}",
      makes: "version",
      points: 60,
      because: "The name {new} is that of {old} with a letter for its version.",
    },
    {
      id: "name-and-number",
      template: "{name}-{number}",
      makes: "version",
      points: 60,
      because: "The name {new} is that of {old} with a number for its version.",
    },
    {
      id: "name-and-word",
      template: "{name}-{word}",
      makes: "version",
      points: 60,
      because: "The name {new} is that of {old} with a word added.",
    },
  ],
  marks: [
    {
      id: "cleverific-tag-pair",
      when: { oldTag: "Edit Order - Cancelled", newTag: "Edit Order" },
      makes: "version",
      needs: SAME_CUSTOMER_AND_TIME,
      points: 100,
      because: "Cleverific tagged {old} as cancelled by an edit and {new} as the edited order.",
    },
    {
      // The new order is there some moments before the old one is cancelled and tagged.
      id: "cleverific-new-tag",
      when: { newTag: "Edit Order" },
      makes: "version",
      needs: [["name"]],
      points: 40,
      because: "Cleverific tagged {new} as an edited order.",
    },
    {
      // Assumption: the tag may be on either order; the vendor's tag list does not say.
      id: "order-editing-duplicated",
      when: { eitherTag: "orderediting:duplicated" },
      makes: "version",
      needs: SAME_CUSTOMER_AND_TIME,
      points: 100,
      because: "Order Editing tagged the orders as duplicated.",
    },
    {
      id: "order-split-tag",
      when: { newTag: "Original order" },
      makes: "part",
      needs: [["name"]],
      points: 40,
      because: "OrderSplit Pro tagged {new} as the remaining goods of a split order.",
    },
    {
      // LionApps' Order Editor duplicates into a new order with a number of its own and no mark; cancelling the
      // original is optional, so the goods must speak where nothing is cancelled. Assumption: app names as in Shopify's app store.
      id: "created-by-edit-app",
      when: { newApp: ["Order Editor", "Cleverific", "Cleverific Order Editor", "Edit Order"] },
      makes: "version",
      needs: [...SAME_CUSTOMER_AND_TIME, ["same-customer", "sku-overlap"]],
      points: 60,
      because: "{new} was created by an app that edits orders by copying them.",
    },
  ],
  circumstances: [
    { id: "same-customer", points: 20, because: "Both orders are of the same customer." },
    { id: "cancelled-close", points: 25, because: "{old} was cancelled when {new} was created." },
    { id: "same-app", points: 30, because: "The app that created {new} cancelled {old}." },
    { id: "same-address", points: 10, because: "Both orders go to the same address." },
    { id: "sku-overlap", points: 15, because: "At least half of the goods are the same." },
    { id: "copied-payment", points: 20, because: "{new} carries a payment from before it was created." },
    { id: "same-codes", points: 10, because: "Both orders have the same discount codes or attributes." },
    {
      id: "draft-order",
      points: 15,
      because: "{new} was made from a draft, as “Duplicate” in the Shopify admin does.",
    },
  ],
  closeMinutes: 30,
  skuOverlap: 0.5,
  everydayApps: [
    "Online Store",
    "Shopify",
    "Shopify admin",
    "Point of Sale",
    "Draft Orders",
    "Shop",
    "Buy Button",
    "Shopify Flow",
  ],
  exchange: {
    // Loop: EXC by default, L- in older shops, X- and R- recommended to merchants beside these.
    namePrefixes: ["EXC", "L-", "X-", "R-"],
    // Assumption: PostCo's exchange orders can have a suffix; the vendor does not say which.
    nameSuffixes: ["-EXC"],
    tags: ["LE:Exchange", "Loop Exchange", "PostCo 360 Return Pending", "PostCo 360 Return Received"],
  },
  otherCancelReasons: ["FRAUD", "DECLINED"],
};
