/** A newer order is a `version` of the older one (it replaces it) or a `part` (the older one was split up). */
export type Makes = "version" | "part";

/** What a rule knows of two orders beside marks: circumstances that many unrelated orders share. */
export type PairTest =
  | "same-customer"
  | "cancelled-close"
  | "same-app"
  | "same-address"
  | "sku-overlap"
  | "copied-payment"
  | "same-codes"
  | "draft-order";

/** A reason to believe that the newer order comes from the older one. Texts may use `{old}` and `{new}`: order names. */
interface Weighed {
  /** Names the rule in run history and in reviews; unique over all rules. */
  readonly id: string;
  readonly points: number;
  readonly because: string;
}

/** Where an order may name another order. */
export type LinkPlace =
  | { readonly in: "attribute"; readonly key: string }
  | { readonly in: "metafield"; readonly namespace: string; readonly key: string }
  | { readonly in: "tag" }
  | { readonly in: "note" }
  | { readonly in: "source-identifier" };

/**
 * The newer order names the older one in so many words.
 *
 * `template` has one of `{order}` (id, gid, name or number), `{order.id}`, `{order.gid}`, `{order.name}` and
 * `{order.number}` (the name without the shop's prefix and suffix), with any text around it.
 */
export interface LinkRule extends Weighed {
  readonly where: LinkPlace;
  readonly template: string;
}

/**
 * The newer order's name is made of the older one's. `template` has `{name}` and at most one of `{letter}` (A–Z),
 * `{number}` (1–999) and `{word}`; other text is taken as it is, upper and lower case alike. First row that fits wins.
 */
export interface NameRule extends Weighed {
  readonly template: string;
  readonly makes: Makes;
}

/** What a mark may lean on: a name made of the other's, or a circumstance. */
export type Support = "name" | PairTest;

/** An app left a mark that does not say which order it is about, so the mark counts only together with `needs`. */
export interface MarkRule extends Weighed {
  readonly when: {
    readonly oldTag?: string;
    readonly newTag?: string;
    /** A tag that may be on either order. */
    readonly eitherTag?: string;
    /** Names of apps, one of which created the newer order. */
    readonly newApp?: readonly string[];
  };
  readonly makes: Makes;
  /** The mark counts when all of at least one list hold. */
  readonly needs: readonly (readonly Support[])[];
}

/** A circumstance and what it weighs. */
export interface PairRule extends Weighed {
  readonly id: PairTest;
}

/** Everything by which a recreated order is recognised: plain data that a consultant can edit. */
export interface EvidenceRules {
  /** Points from which two orders are taken as one. */
  readonly threshold: number;
  /** Points from which a person is asked. */
  readonly reviewFrom: number;
  /** Most points that circumstances alone can give: below the threshold, or a reorder would be taken for an edit. */
  readonly mostFromCircumstances: number;
  /** The shop's order number format (Shopify: `orderNumberFormatPrefix`, `orderNumberFormatSuffix`). */
  readonly shopNames: { readonly prefix: string; readonly suffix: string };
  readonly links: readonly LinkRule[];
  readonly names: readonly NameRule[];
  readonly marks: readonly MarkRule[];
  readonly circumstances: readonly PairRule[];
  /** The older order was cancelled at most this long before or after the newer one was created, in minutes. */
  readonly closeMinutes: number;
  /** Smallest share of common units, of the smaller order, from 0 to 1. */
  readonly skuOverlap: number;
  /** Apps and channels through which orders are created and cancelled every day; to share one says nothing. */
  readonly everydayApps: readonly string[];
  /** Marks of an exchange: the newer order is sent in addition, not instead. */
  readonly exchange: {
    readonly namePrefixes: readonly string[];
    readonly nameSuffixes: readonly string[];
    /** Tags on either order. */
    readonly tags: readonly string[];
  };
  /** Cancel reasons that an edit does not have. */
  readonly otherCancelReasons: readonly string[];
}
