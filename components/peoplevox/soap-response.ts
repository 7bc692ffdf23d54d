import { XMLParser } from "fast-xml-parser";
import { escapeXml } from "./soap-envelope.ts";
import { PeoplevoxHtmlPageError, PeoplevoxSoapFaultError, PeoplevoxUnreadableAnswerError } from "./peoplevox-errors.ts";
import type { CallKind } from "./peoplevox-errors.ts";

/** One `IntegrationStatusResponse`, all text. `lineNo` is `null` where the service does not send it. */
export interface RowStatus {
  readonly reference: string;
  readonly status: string;
  readonly lineNo: number | null;
}

/** `IntegrationResponse`, the one shape of every answer. */
export interface IntegrationResponse {
  readonly responseId: number;
  readonly totalCount: number;
  readonly detail: string;
  readonly statuses: readonly RowStatus[];
  readonly errorCode: string;
}

export interface SoapCall {
  readonly operation: string;
  readonly kind: CallKind;
}

/** Numbers stay text (codes have leading zeros), spaces stay, and no entity of a document type is ever resolved. */
const PARSER = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: false,
});

/**
 * Reads the answer to a call, SOAP 1.1 or 1.2, elements by name in any order.
 *
 * @throws {PeoplevoxHtmlPageError} A web page came instead
 * @throws {PeoplevoxSoapFaultError} A SOAP fault, whatever the HTTP status
 * @throws {PeoplevoxUnreadableAnswerError} Anything else that is not the promised shape, a DOCTYPE included
 */
export function readSoapResponse(call: SoapCall, status: number, xml: string): IntegrationResponse {
  if (/^\s*<(!doctype\s+html|html|head|body)\b/i.test(xml)) {
    throw new PeoplevoxHtmlPageError({ ...call, status, title: pageTitle(xml) });
  }
  const unreadable = (problem: string) =>
    new PeoplevoxUnreadableAnswerError({
      ...call,
      problem: `${problem} (HTTP ${String(status)}, ${String(xml.length)} characters)`,
    });
  const plain = withoutCdata(xml);
  if (/<!(DOCTYPE|ENTITY)/i.test(plain)) throw unreadable("it carries a document type, which SOAP forbids");
  if (!/<\/([\w-]+:)?Envelope\s*>\s*$/.test(plain)) throw unreadable("no complete SOAP envelope");

  const { rest, longDetail } = withoutLongDetail(plain);
  const body = child(child(parse(rest, unreadable), "Envelope"), "Body");
  const fault = child(body, "Fault");
  if (fault !== undefined) throw new PeoplevoxSoapFaultError({ ...call, ...readFault(fault) });

  const result = child(child(body, `${call.operation}Response`), `${call.operation}Result`);
  const responseId = integer(child(result, "ResponseId"));
  if (responseId === null) throw unreadable(`no ${call.operation}Result with a ResponseId`);
  return {
    responseId,
    totalCount: integer(child(result, "TotalCount")) ?? 0,
    detail: longDetail === null ? text(child(result, "Detail")) : decodeEntities(longDetail),
    statuses: many(child(child(result, "Statuses"), "IntegrationStatusResponse")).map((row) => ({
      reference: text(child(row, "Reference")),
      status: text(child(row, "Status")).trim(),
      lineNo: integer(child(row, "LineNo")),
    })),
    errorCode: text(child(result, "ErrorCode")).trim(),
  };
}

/**
 * A page of 1,000 records is one text of 600,000 characters and more. The parser takes text letter by letter, which costs
 * 100 MB of memory for such a page, so it is cut out before: it holds no markup.
 */
function withoutLongDetail(xml: string): { rest: string; longDetail: string | null } {
  const [, tag, longDetail] = /(<(?:[\w-]+:)?Detail>)([^<]{10000,})<\//.exec(xml) ?? [];
  if (tag === undefined || longDetail === undefined) return { rest: xml, longDetail: null };
  const start = xml.indexOf(tag + longDetail) + tag.length;
  return { rest: xml.slice(0, start) + xml.slice(start + longDetail.length), longDetail };
}

function parse(xml: string, unreadable: (problem: string) => Error): unknown {
  try {
    return PARSER.parse(xml);
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message : "broken XML");
  }
}

function readFault(fault: unknown): { faultCode: string; faultText: string } {
  const code = child(fault, "faultcode") ?? child(child(fault, "Code"), "Value");
  const reason = child(fault, "faultstring") ?? child(child(fault, "Reason"), "Text");
  return { faultCode: text(code).trim(), faultText: text(reason).trim().slice(0, 300) };
}

function pageTitle(html: string): string {
  return (/<title[^>]*>([^<]*)/i.exec(html)?.[1] ?? "no title").trim().slice(0, 100);
}

/** CDATA becomes ordinary escaped text, so that one rule decodes everything. */
function withoutCdata(xml: string): string {
  return xml.includes("<![CDATA[")
    ? xml.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, content: string) => escapeXml(content))
    : xml;
}

function child(node: unknown, name: string): unknown {
  if (Array.isArray(node)) return child(node[0], name);
  if (typeof node !== "object" || node === null || !Object.hasOwn(node, name)) return undefined;
  return (node as Record<string, unknown>)[name];
}

/** One row arrives as an object, several as an array. */
function many(node: unknown): readonly unknown[] {
  if (node === undefined || node === "") return [];
  return Array.isArray(node) ? node : [node];
}

function text(node: unknown): string {
  return typeof node === "string" ? decodeEntities(node) : "";
}

function integer(node: unknown): number | null {
  const value = text(node).trim();
  return /^-?\d{1,15}$/.test(value) ? Number(value) : null;
}

const STANDARD_ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** About this many characters are decoded at a time: a page of records has 100,000 entities, too many to hold at once. */
const DECODED_AT_ONCE = 16_384;
const LONGEST_REFERENCE = "&#1114111;".length;

/** The five entities of XML and character references; `&amp;lt;` stays `&lt;`. */
function decodeEntities(escaped: string): string {
  if (!escaped.includes("&")) return escaped;
  const parts: string[] = [];
  for (let start = 0, end = 0; start < escaped.length; start = end) {
    end = start + DECODED_AT_ONCE;
    // Never cut a reference in two.
    const opened = escaped.lastIndexOf("&", end - 1);
    if (opened > end - LONGEST_REFERENCE && opened > start) end = opened;
    parts.push(decodePart(escaped.slice(start, end)));
  }
  return parts.join("");
}

/** One pass, or a few quick ones where there is no character reference: then `&amp;` comes last. */
function decodePart(escaped: string): string {
  if (escaped.includes("&#")) {
    return escaped.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g, decodeEntity);
  }
  return escaped
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}

function decodeEntity(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return STANDARD_ENTITIES[name] ?? whole;
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
}
