import { XMLParser } from "fast-xml-parser";
import { Kind, OperationTypeNode, parse } from "graphql";
import type { HeldRequest } from "./messages.ts";

/** What a request is: only one that certainly changes nothing is a read. */
export type RequestKind =
  | {
      readonly system: "peoplevox";
      readonly reads: boolean;
      readonly operation: string;
      /** Parameters of the operation, texts as they were written. */
      readonly parameters: Readonly<Record<string, unknown>>;
    }
  | {
      readonly system: "shopify";
      readonly reads: boolean;
      readonly operation: string;
      readonly query: string;
      readonly variables: unknown;
    }
  | { readonly system: "other"; readonly reads: boolean };

/** Peoplevox's operations that change nothing, by its own guide. Any other counts as a write. */
const PEOPLEVOX_READS: ReadonlySet<string> = new Set([
  "Authenticate",
  "GetData",
  "GetReportData",
  "GetReportColumns",
  "GetSaveTemplate",
]);
/** Methods that HTTP calls safe (RFC 9110, 9.2.1). */
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

const XML = new XMLParser({ ignoreAttributes: true, removeNSPrefix: true, parseTagValue: false, trimValues: false });

/** Looks at the request itself, never at who sent it: a component may be wrong about what it does. */
export function classifyRequest(request: HeldRequest): RequestKind {
  const { method, url, headers, body } = request;
  if (/peoplevox\.net/i.test(headers["soapaction"] ?? "")) return classifySoap(body);
  if (new URL(url).pathname.endsWith("/graphql.json") && method === "POST") return classifyGraphql(body);
  return { system: "other", reads: SAFE_METHODS.has(method.toUpperCase()) };
}

function classifySoap(body: string): RequestKind {
  const parsed = (XML.parse(body) as { Envelope?: { Body?: Record<string, unknown> } }).Envelope?.Body ?? {};
  const operations = Object.entries(parsed).filter(([name]) => !name.startsWith("#"));
  const [only] = operations;
  const [operation, parameters] = only !== undefined && operations.length === 1 ? only : ["unknown", {}];
  return {
    system: "peoplevox",
    reads: PEOPLEVOX_READS.has(operation),
    operation,
    parameters: typeof parameters === "object" && parameters !== null ? (parameters as Record<string, unknown>) : {},
  };
}

function classifyGraphql(body: string): RequestKind {
  const write = { system: "shopify", reads: false, operation: "unknown", query: body, variables: null } as const;
  try {
    const { query, variables, operationName } = JSON.parse(body) as Record<string, unknown>;
    if (typeof query !== "string") return write;
    const operations = parse(query).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const reads = operations.length > 0 && operations.every(({ operation }) => operation === OperationTypeNode.QUERY);
    const operation = typeof operationName === "string" ? operationName : (operations[0]?.name?.value ?? "");
    return { system: "shopify", reads, operation, query, variables: variables ?? {} };
  } catch {
    return write;
  }
}
