import { IntegrationError } from "../integration-error.ts";
import type { CallEffect } from "../integration-error.ts";

/** What a call may have changed when its outcome was not seen: a query changes nothing. */
type Operation = { readonly name: string; readonly kind: "query" | "mutation" };

const unseenEffect = (operation: Operation): CallEffect => (operation.kind === "query" ? "not-applied" : "unknown");

const unseenRetry = (operation: Operation) => (operation.kind === "query" ? "safe" : "only-after-checking");

const unseenWords = (operation: Operation) =>
  operation.kind === "query"
    ? "Nothing was changed."
    : "Whether it was applied is not known: look at the order before sending it again.";

/** No connection, or none in time. `effect` is `nothing-sent` when the request did not leave. */
export class ShopifyUnreachableError extends IntegrationError {
  readonly code = "shopify-unreachable";

  constructor(operation: Operation, url: string, failure: { readonly reason: string; readonly sent: boolean }) {
    const certain = !failure.sent || operation.kind === "query";
    super({
      message: `Shopify could not be reached at ${url} for ${operation.name} (${failure.reason}). ${certain ? "Nothing was changed." : unseenWords(operation)}`,
      retry: certain ? "safe" : unseenRetry(operation),
      effect: failure.sent ? unseenEffect(operation) : "nothing-sent",
    });
  }
}

/** What each HTTP status of the Admin API means for the caller. Others of 500 and above count as 500. */
const HTTP_STATUS = {
  401: { words: "the access token is wrong, expired or revoked", retry: "never" },
  402: { words: "the shop is frozen because of an unpaid bill", retry: "never" },
  403: { words: "the access token may not do this", retry: "never" },
  404: { words: "there is no such shop or API version at this address", retry: "never" },
  423: { words: "the shop is locked", retry: "safe", retryAfterMs: 5 * 60_000 },
} as const;

/** Shopify answered with an HTTP status that is not a success, or with a page that is not JSON. */
export class ShopifyHttpError extends IntegrationError {
  readonly code = "shopify-http";
  readonly status: number;

  constructor(operation: Operation, status: number, detail: string) {
    const known = HTTP_STATUS[status as keyof typeof HTTP_STATUS] as
      { words: string; retry: "never" | "safe"; retryAfterMs?: number } | undefined;
    // Below 500 Shopify refuses before it runs anything; a success that cannot be read may have run.
    const refused = status >= 300 && status < 500;
    super({
      message:
        `Shopify answered ${operation.name} with HTTP ${status}: ${known?.words ?? "not the JSON we expected"}. ` +
        `${refused ? "Nothing was changed." : unseenWords(operation)}${detail === "" ? "" : ` Shopify says: ${detail}`}`,
      retry: known?.retry ?? (refused ? "never" : unseenRetry(operation)),
      effect: refused ? "not-applied" : unseenEffect(operation),
      ...(known?.retryAfterMs === undefined ? {} : { retryAfterMs: known.retryAfterMs }),
    });
    this.status = status;
  }
}

/** Shopify answered 429 or `THROTTLED`, longer than we wait. Nothing ran, so the same call is safe to send again. */
export class ShopifyThrottledError extends IntegrationError {
  readonly code = "shopify-throttled";

  constructor(operation: Operation, retryAfterMs: number) {
    super({
      message: `Shopify asked us to wait ${retryAfterMs} ms before ${operation.name}. Nothing was changed.`,
      retry: "safe",
      effect: "nothing-sent",
      retryAfterMs,
    });
  }
}

/** One query asks for more points than any query may (1,000). The same call can never succeed. */
export class ShopifyMaxCostExceededError extends IntegrationError {
  readonly code = "shopify-max-cost-exceeded";

  constructor(operation: Operation, detail: string) {
    super({
      message: `Shopify refused ${operation.name} as too costly: ${detail} Nothing was changed. Ask for smaller pages.`,
      retry: "never",
      effect: "not-applied",
    });
  }
}

/** Which of Shopify's two gates is closed: the app's scopes, or the approval for protected customer data. */
export type ShopifyAccessGate = "scope" | "protected-customer-data";

/** `ACCESS_DENIED`. Parts of the answer may have come; they are not used, since a missing field reads as an empty one. */
export class ShopifyAccessDeniedError extends IntegrationError {
  readonly code = "shopify-access-denied";
  readonly gate: ShopifyAccessGate;

  constructor(
    operation: Operation,
    denial: { readonly gate: ShopifyAccessGate; readonly messages: readonly string[]; readonly effect: CallEffect },
  ) {
    const whatToDo =
      denial.gate === "scope"
        ? "Give the app the access scope and install it again."
        : "Ask for access to protected customer data in the app's settings (Partner or Dev Dashboard).";
    super({
      message: `Shopify denied ${operation.name}: ${denial.messages.join("; ")} ${whatToDo}`,
      retry: "never",
      effect: denial.effect,
    });
    this.gate = denial.gate;
  }
}

/** A GraphQL error that no other class stands for, such as an unknown field or a failure inside Shopify. */
export class ShopifyGraphqlError extends IntegrationError {
  readonly code = "shopify-graphql";
  readonly graphqlCodes: readonly string[];

  constructor(operation: Operation, errors: readonly { readonly code: string; readonly message: string }[]) {
    const internal = errors.some((error) => error.code === "INTERNAL_SERVER_ERROR" || error.code === "TIMEOUT");
    super({
      message: `Shopify refused ${operation.name}: ${errors.map((each) => `${each.message} (${each.code})`).join("; ")}. ${internal ? unseenWords(operation) : "Nothing was changed."}`,
      retry: internal ? unseenRetry(operation) : "never",
      effect: internal ? unseenEffect(operation) : "not-applied",
    });
    this.graphqlCodes = errors.map((error) => error.code);
  }
}

/** One business rule that Shopify found broken. `code` is `null` where Shopify has none for this mutation. */
export interface ShopifyUserError {
  /** Path of the input field, such as `input.lineItems.0.quantity`; `null` for the call as a whole. */
  readonly field: string | null;
  readonly message: string;
  readonly code: string | null;
}

/** A mutation's `userErrors`, all of them. Shopify applied nothing of it. */
export class ShopifyUserErrorsError extends IntegrationError {
  readonly code = "shopify-user-errors";
  readonly userErrors: readonly ShopifyUserError[];

  constructor(operation: Operation, userErrors: readonly ShopifyUserError[]) {
    const list = userErrors.map(
      ({ field, message, code }) =>
        `${field === null ? "" : `${field}: `}${message}${code === null ? "" : ` (${code})`}`,
    );
    super({
      message: `Shopify did not accept ${operation.name}: ${list.join("; ")}. Nothing was changed.`,
      retry: "never",
      effect: "not-applied",
    });
    this.userErrors = userErrors;
  }
}

/** There is no such order, or the token may not see it. */
export class ShopifyOrderNotFoundError extends IntegrationError {
  readonly code = "shopify-order-not-found";

  constructor(shop: string, order: string, hint: string) {
    super({
      message:
        `Shop ${shop} has no order ${order} that this app can see. ${hint}` +
        `It may be deleted, or older than 60 days (that needs the scope read_all_orders). Nothing was changed.`,
      retry: "never",
      effect: "not-applied",
    });
  }
}

/** Several orders have the same name: Shopify's order names are free text. */
export class ShopifyOrderAmbiguousError extends IntegrationError {
  readonly code = "shopify-order-ambiguous";

  constructor(shop: string, name: string, ids: readonly string[]) {
    super({
      message: `Shop ${shop} has ${ids.length} orders named ${name} (ids ${ids.join(", ")}); expected one. Use the id. Nothing was changed.`,
      retry: "never",
      effect: "not-applied",
    });
  }
}

/** The order changed again each time between two pages of it. */
export class ShopifyOrderKeepsChangingError extends IntegrationError {
  readonly code = "shopify-order-keeps-changing";

  constructor(orderName: string, attempts: number) {
    super({
      message: `Order ${orderName} changed while it was read, ${attempts} times in a row. Nothing was changed by us.`,
      retry: "safe",
      effect: "not-applied",
      retryAfterMs: 5000,
    });
  }
}

/** The order has more parts than Shopify lets us read completely. */
export class ShopifyOrderTooLargeError extends IntegrationError {
  readonly code = "shopify-order-too-large";

  constructor(orderName: string, what: string) {
    super({
      message: `Order ${orderName} has ${what}, more than can be read. Nothing was changed.`,
      retry: "never",
      effect: "not-applied",
    });
  }
}
