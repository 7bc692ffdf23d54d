import { DOMParser, type Document, type Element } from "@xmldom/xmldom";

/** Elements and types of the service live here, and so does the session header. */
export const PEOPLEVOX_NAMESPACE = "http://www.peoplevox.net/";

/** XML the service cannot read. It is answered with a SOAP fault. */
export class UnreadableXmlError extends Error {
  override readonly name = "UnreadableXmlError";
}

/**
 * Parses a request body. Document types are refused, and with them every entity but the five standard ones.
 *
 * @throws {UnreadableXmlError} when the text is not well-formed XML, or has anything before its prolog
 */
export function parseXml(text: string): Document {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new UnreadableXmlError("For security reasons DTD is prohibited.");
  try {
    return new DOMParser({ onError: stopParsing }).parseFromString(text, "text/xml");
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new UnreadableXmlError(`There is an error in the XML document: ${reason ?? ""}`);
  }
}

/** The parser only warns of much that is not well-formed. */
function stopParsing(_level: string, message: string): never {
  throw new Error(message);
}

/** Child elements, in order. */
export function childElements(parent: Element): Element[] {
  const elements: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType === node.ELEMENT_NODE) elements.push(node as Element);
  }
  return elements;
}

/** The first child of that name in the service's namespace: prefix and place among its siblings do not matter. */
export function serviceChild(parent: Element | null, localName: string): Element | null {
  if (parent === null) return null;
  const isIt = (child: Element): boolean => child.localName === localName && child.namespaceURI === PEOPLEVOX_NAMESPACE;
  return childElements(parent).find(isIt) ?? null;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#xD;",
};

/** Escapes text for an element or an attribute; characters that XML cannot hold are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? "");
}
