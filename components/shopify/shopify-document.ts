/** A GraphQL operation with the types of its result and its variables; made by `generate.mjs`. */
export interface ShopifyDocument<Result, Variables> {
  readonly name: string;
  /** A query changes nothing, so it may always be sent again. */
  readonly kind: "query" | "mutation";
  readonly text: string;
  /** Never there: it carries the types. */
  readonly types?: (variables: Variables) => Result;
}
