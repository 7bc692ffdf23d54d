import { Kind, parse } from "graphql";
import type { FieldNode, SelectionSetNode } from "graphql";
import type { HeldAnswer } from "./messages.ts";

/** How Peoplevox answers when it has stored every row. */
export function soapSuccess(operation: string, rows: number, detail = ""): HeldAnswer {
  const result = `<ResponseId>0</ResponseId><TotalCount>${rows}</TotalCount><Detail>${escaped(detail)}</Detail>`;
  return xmlAnswer(
    `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>` +
      `<${operation}Response xmlns="http://www.peoplevox.net/"><${operation}Result>${result}</${operation}Result>` +
      `</${operation}Response></soap:Body></soap:Envelope>`,
  );
}

export function xmlAnswer(body: string): HeldAnswer {
  return { status: 200, headers: { "content-type": "text/xml; charset=utf-8" }, body };
}

/**
 * How Shopify answers a mutation that did what it was asked: every object that was asked for is there, no user error.
 *
 * Assumption: what a mutation gives back beside its user errors is not known before it runs; ids are made up and other
 * values are null.
 */
export function graphqlSuccess(query: string): HeldAnswer {
  const data: Record<string, unknown> = {};
  const document = parse(query);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    Object.assign(data, answerTo(definition.selectionSet));
  }
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      data,
      extensions: {
        cost: {
          requestedQueryCost: 0,
          actualQueryCost: 0,
          throttleStatus: { maximumAvailable: 1000, currentlyAvailable: 1000, restoreRate: 50 },
        },
      },
    }),
  };
}

function answerTo(selections: SelectionSetNode): Record<string, unknown> {
  const fields = selections.selections.filter((node): node is FieldNode => node.kind === Kind.FIELD);
  return Object.fromEntries(fields.map((field) => [field.alias?.value ?? field.name.value, valueOf(field)]));
}

function valueOf({ name, selectionSet }: FieldNode): unknown {
  if (/[uU]serErrors$/.test(name.value)) return [];
  if (name.value === "nodes" || name.value === "edges") return [];
  if (selectionSet !== undefined) return answerTo(selectionSet);
  return name.value === "id" ? "gid://shopify/DryRun/1" : null;
}

/** Any other system: taken, nothing to say. */
export const HTTP_SUCCESS: HeldAnswer = {
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ ok: true }),
};

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
