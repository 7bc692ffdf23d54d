import {
  Kind,
  OperationTypeNode,
  type DocumentNode,
  execute,
  type FragmentDefinitionNode,
  getVariableValues,
  GraphQLError,
  type OperationDefinitionNode,
  parse,
} from "graphql";
import { resolveField } from "../graphql/field-resolver.ts";
import { mutationRoot } from "../graphql/mutation-root.ts";
import { queryRoot } from "../graphql/query-root.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import type { AdminSchema } from "../schema/index.ts";
import { actualCost, type CostInput, requestedCost } from "./query-cost.ts";
import type { Throttle } from "./throttle.ts";
import { type ShopifyError, validationErrors } from "./validation-errors.ts";

export interface GraphqlRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

export interface GraphqlAnswer {
  data?: unknown;
  errors?: ShopifyError[];
  extensions?: object;
}

const MOST_POINTS = 1000;
const LONGEST_INPUT_LIST = 250;
const REMEMBERED_DOCUMENTS = 500;

/** Validating costs milliseconds on this schema; clients send the same documents again and again. */
const checkedDocuments = new Map<string, DocumentNode | ShopifyError[]>();

/** Parses, validates, prices and runs one request, with Shopify's errors. Never throws for a bad request. */
export async function runGraphql(
  request: GraphqlRequest,
  context: RequestContext,
  throttle: Throttle,
  requestId: string,
): Promise<GraphqlAnswer> {
  const document = checkDocument(context.admin, request.query);
  if (Array.isArray(document)) return { errors: document };
  const operation = pickOperation(document, request.operationName);
  if ("message" in operation) return { errors: [operation] };
  const [first] = operation.selectionSet.selections;
  context.count(first?.kind === Kind.FIELD ? first.name.value : "fragment");
  const { schema } = context.admin;
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables);
  if (coerced.errors !== undefined) return { errors: coerced.errors.map((error) => invalidVariable(error, request)) };
  const tooLong = longestList(coerced.coerced);
  if (tooLong > LONGEST_INPUT_LIST) return { errors: [inputTooLong(tooLong)] };

  const cost: CostInput = { schema, operation, fragments: fragmentsOf(document), variables: coerced.coerced };
  const requestedQueryCost = requestedCost(cost);
  if (requestedQueryCost > MOST_POINTS) return { errors: [tooExpensive(requestedQueryCost)] };
  if (!throttle.take(requestedQueryCost))
    return {
      errors: [
        {
          message: "Throttled",
          extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" },
        },
      ],
      extensions: { cost: { requestedQueryCost, actualQueryCost: null, throttleStatus: throttle.status() } },
    };
  const result = await execute({
    schema,
    document,
    rootValue: operation.operation === OperationTypeNode.MUTATION ? mutationRoot(context) : queryRoot(context),
    contextValue: context,
    variableValues: request.variables,
    operationName: request.operationName,
    fieldResolver: resolveField,
    // Views behind an interface or union carry their type's name.
    typeResolver: (value) => (value as { __typename?: string }).__typename,
  });
  const actualQueryCost = Math.min(requestedQueryCost, actualCost(cost, result.data));
  throttle.giveBack(requestedQueryCost - actualQueryCost);
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors === undefined ? {} : { errors: result.errors.map((error) => toEntry(error, requestId)) }),
    extensions: { cost: { requestedQueryCost, actualQueryCost, throttleStatus: throttle.status() } },
  };
}

function checkDocument({ version, schema }: AdminSchema, query: string): DocumentNode | ShopifyError[] {
  const key = `${version}\n${query}`;
  const known = checkedDocuments.get(key);
  if (known !== undefined) return known;
  const checked = parseAndValidate(schema, query);
  if (checkedDocuments.size >= REMEMBERED_DOCUMENTS) checkedDocuments.clear();
  checkedDocuments.set(key, checked);
  return checked;
}

function parseAndValidate(schema: AdminSchema["schema"], query: string): DocumentNode | ShopifyError[] {
  try {
    const document = parse(query);
    const errors = validationErrors(schema, document);
    return errors.length > 0 ? errors : document;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return [{ message: error.message, locations: error.locations ?? [], extensions: { code: "parseError" } }];
  }
}

function pickOperation(document: DocumentNode, name: string | null): OperationDefinitionNode | ShopifyError {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const wanted = name === null ? operations : operations.filter((operation) => operation.name?.value === name);
  const [only] = wanted;
  if (only !== undefined && wanted.length === 1) return only;
  const message =
    name === null
      ? "An operation name is required: the document has several operations"
      : `No operation named "${name}"`;
  return { message, extensions: { code: "operationNotFound" } };
}

const fragmentsOf = (document: DocumentNode): Record<string, FragmentDefinitionNode> =>
  Object.fromEntries(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );

function invalidVariable(error: GraphQLError, { variables }: GraphqlRequest): ShopifyError {
  const node = error.nodes?.[0];
  const definition = node?.kind === Kind.VARIABLE_DEFINITION ? node : undefined;
  const name = definition?.variable.name.value ?? "";
  const type = /type "([^"]+)"/.exec(error.message)?.[1] ?? "";
  const problemPath = /at "[^".]+\.([^"]+)"/.exec(error.message)?.[1]?.split(".") ?? [];
  const missing = variables[name] === undefined || variables[name] === null;
  const explanation = missing ? "Expected value to not be null" : error.message;
  return {
    message: `Variable $${name} of type ${type} was provided invalid value`,
    locations: error.locations ?? [],
    extensions: {
      code: "INVALID_VARIABLE",
      value: variables[name] ?? null,
      problems: [{ path: problemPath, explanation }],
    },
  };
}

function longestList(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? value.length : 0;
  return Math.max(own, ...Object.values(value).map(longestList));
}

const inputTooLong = (length: number): ShopifyError => ({
  message: `The input array size of ${length} is greater than the maximum allowed of ${LONGEST_INPUT_LIST}.`,
  extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
});

const tooExpensive = (cost: number): ShopifyError => ({
  message:
    `Query cost is ${cost}, which exceeds the single query max cost limit (${MOST_POINTS}).\n\n` +
    "See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the cost of a query is calculated.",
  extensions: {
    code: "MAX_COST_EXCEEDED",
    cost,
    maxCost: MOST_POINTS,
    documentation: "https://shopify.dev/api/usage/rate-limits",
  },
});

function toEntry(error: GraphQLError, requestId: string): ShopifyError {
  const { message, locations, path, originalError, extensions } = error;
  const place = {
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
  };
  if (originalError === undefined || originalError instanceof GraphQLError)
    return { message, ...place, extensions: { ...extensions } };
  return {
    message: `Internal error. Looks like something went wrong on our end.\nRequest ID: ${requestId}`,
    ...place,
    // Shopify hides the cause; a sandbox that hides it helps nobody.
    extensions: { code: "INTERNAL_SERVER_ERROR", requestId, sandboxCause: originalError.message },
  };
}
