import { describe, expect, test } from "@jest/globals";
import type { IntegrationError } from "../../../components/integration-error.ts";
import { readAnswer } from "../../../components/shopify/read-answer.ts";

const QUERY = { name: "Read", kind: "query" } as const;
const MUTATION = { name: "Write", kind: "mutation" } as const;

const cost = {
  requestedQueryCost: 140,
  actualQueryCost: null,
  throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 40, restoreRate: 50 },
};

const answer = (body: unknown, status = 200, headers: Record<string, string> = {}) => ({
  status,
  headers,
  text: typeof body === "string" ? body : JSON.stringify(body),
});

function failure(operation: typeof QUERY | typeof MUTATION, given: ReturnType<typeof answer>): IntegrationError {
  try {
    readAnswer(operation, given, 0);
  } catch (error) {
    return error as IntegrationError;
  }
  throw new Error("expected an error");
}

test("gives data and cost", () => {
  const read = readAnswer(QUERY, answer({ data: { order: null }, extensions: { cost } }), 0);
  expect(read).toMatchObject({ kind: "data", data: { order: null }, cost: { requestedQueryCost: 140 } });
});

test("gives data when Shopify tells no cost, or one we cannot read", () => {
  expect(readAnswer(QUERY, answer({ data: {} }), 0)).toMatchObject({ kind: "data", cost: null });
  expect(readAnswer(QUERY, answer({ data: {}, extensions: { cost: "?" } }), 0)).toMatchObject({ cost: null });
});

describe("throttling", () => {
  const throttled = [{ message: "Throttled", extensions: { code: "THROTTLED" } }];

  test("waits for the points that are missing", () => {
    const read = readAnswer(QUERY, answer({ errors: throttled, extensions: { cost } }), 0);
    expect(read).toMatchObject({ kind: "throttled", waitMs: 2000 });
  });

  test("waits a second when Shopify tells no cost, or no missing points", () => {
    expect(readAnswer(QUERY, answer({ errors: throttled }), 0)).toMatchObject({ waitMs: 1000 });
    const enough = { ...cost, requestedQueryCost: 1 };
    const read = readAnswer(QUERY, answer({ errors: throttled, extensions: { cost: enough } }), 0);
    expect(read).toMatchObject({ waitMs: 1000 });
  });

  test.each([
    [{ "retry-after": "2.0" }, 2000],
    [{}, 1000],
  ])("a plain 429 with headers %j waits %d ms", (headers, waitMs) => {
    expect(readAnswer(QUERY, answer("Too Many Requests", 429, headers), 0)).toMatchObject({
      kind: "throttled",
      waitMs,
    });
  });
});

describe("each failure says whether to try again and whether anything changed", () => {
  test.each([
    [401, "never", "not-applied", "token"],
    [402, "never", "not-applied", "frozen"],
    [403, "never", "not-applied", "may not"],
    [404, "never", "not-applied", "no such shop"],
    [423, "safe", "not-applied", "locked"],
    [302, "never", "not-applied", "302"],
  ])("HTTP %d is retry %s, effect %s, for a query and a mutation alike", (status, retry, effect, words) => {
    for (const operation of [QUERY, MUTATION]) {
      const error = failure(operation, answer({ errors: "[API] refused" }, status));
      expect(error).toMatchObject({ code: "shopify-http", retry, effect });
      expect(error.message).toContain(words);
      expect(error.message).toContain("[API] refused");
    }
  });

  test.each([500, 502, 503])("HTTP %d is safe to repeat for a query, and unknown for a mutation", (status) => {
    expect(failure(QUERY, answer("<html>", status))).toMatchObject({ retry: "safe", effect: "not-applied" });
    const write = failure(MUTATION, answer("<html>", status));
    expect(write).toMatchObject({ retry: "only-after-checking", effect: "unknown" });
  });

  test.each(["<html>Please wait</html>", "", "[]", '{"data":null}', "null"])(
    "an answer %j that is not what GraphQL gives is an error with an excerpt, not a crash",
    (text) => {
      const error = failure(MUTATION, answer(text));
      expect(error).toMatchObject({ code: "shopify-http", effect: "unknown" });
      expect(error.message).toContain(text);
    },
  );

  test("a query that is too costly can never succeed as it is", () => {
    const errors = [{ message: "Query cost is 1300.", extensions: { code: "MAX_COST_EXCEEDED", maxCost: 1000 } }];
    const error = failure(QUERY, answer({ errors }));
    expect(error).toMatchObject({ code: "shopify-max-cost-exceeded", retry: "never", effect: "not-applied" });
    expect(error.message).toContain("Query cost is 1300.");
  });

  test("a missing scope is told from missing approval for customer data by the documentation's link", () => {
    const scope = {
      message: "Access denied for variant field. Required access: `read_products` access scope.",
      path: ["order", "lineItems"],
      extensions: { code: "ACCESS_DENIED", documentation: "https://shopify.dev/api/usage/access-scopes" },
    };
    const customerData = {
      message:
        "This app is not approved to access the Order object. See https://shopify.dev/docs/apps/launch/protected-customer-data",
      extensions: { code: "ACCESS_DENIED" },
    };
    const first = failure(QUERY, answer({ data: { order: { id: "x" } }, errors: [scope] }));
    expect(first).toMatchObject({
      code: "shopify-access-denied",
      gate: "scope",
      retry: "never",
      effect: "not-applied",
    });
    expect(first.message).toContain("read_products");
    const second = failure(QUERY, answer({ data: null, errors: [customerData] }));
    expect(second).toMatchObject({ code: "shopify-access-denied", gate: "protected-customer-data" });
  });

  test("a field denied inside a mutation's payload means that the mutation ran", () => {
    const denied = (path: string[]) => ({
      data: {},
      errors: [{ message: "Access denied", path, extensions: { code: "ACCESS_DENIED" } }],
    });
    expect(failure(MUTATION, answer(denied(["orderUpdate", "order", "email"])))).toMatchObject({ effect: "applied" });
    expect(failure(MUTATION, answer(denied(["orderUpdate"])))).toMatchObject({ effect: "not-applied" });
  });

  test("other GraphQL errors keep their codes and messages, all of them", () => {
    const errors = [
      { message: "Field 'x' doesn't exist", extensions: { code: "undefinedField" } },
      { message: "Invalid id: gid://x" },
    ];
    const error = failure(MUTATION, answer({ errors }));
    expect(error).toMatchObject({ code: "shopify-graphql", retry: "never", effect: "not-applied" });
    expect(error).toMatchObject({ graphqlCodes: ["undefinedField", "no code"] });
    expect(error.message).toMatch(/Field 'x' doesn't exist.*Invalid id: gid:\/\/x/);
  });

  test("a failure inside Shopify leaves a mutation's effect unknown", () => {
    const errors = [{ message: "Internal error", extensions: { code: "INTERNAL_SERVER_ERROR" } }];
    expect(failure(MUTATION, answer({ errors }))).toMatchObject({ retry: "only-after-checking", effect: "unknown" });
    expect(failure(QUERY, answer({ errors }))).toMatchObject({ retry: "safe", effect: "not-applied" });
  });

  test("user errors are all kept, with field and code, also under a longer name", () => {
    const data = {
      orderCancel: {
        userErrors: [{ field: ["orderId"], message: "is gone", code: "INVALID" }],
        orderCancelUserErrors: [{ field: null, message: "Cannot cancel" }],
      },
    };
    const error = failure(MUTATION, answer({ data }));
    expect(error).toMatchObject({
      code: "shopify-user-errors",
      retry: "never",
      effect: "not-applied",
      userErrors: [
        { field: "orderId", message: "is gone", code: "INVALID" },
        { field: null, message: "Cannot cancel", code: null },
      ],
    });
    expect(error.message).toBe(
      "Shopify did not accept Write: orderId: is gone (INVALID); Cannot cancel. Nothing was changed.",
    );
  });

  test("an empty list of user errors is no error", () => {
    const data = { orderUpdate: { order: { id: "1" }, userErrors: [] } };
    expect(readAnswer(MUTATION, answer({ data }), 0)).toMatchObject({ kind: "data", data });
  });
});
