import type { OperationName } from "../../sandbox/peoplevox/soap/operation-names.ts";
import { Parameters } from "../../sandbox/peoplevox/soap/request.ts";
import type { SoapRequest } from "../../sandbox/peoplevox/soap/request.ts";

type Elements = ReadonlyMap<string, string>;

/** Parameters of an envelope that our own client wrote, read without an XML parser. */
class PlainParameters extends Parameters {
  readonly #elements: Elements;

  constructor(elements: Elements) {
    super(null, "1.1");
    this.#elements = elements;
  }

  override inside(name: string): Parameters {
    return new PlainParameters(elementsOf(this.#elements.get(name) ?? ""));
  }

  override text(name: string): string {
    return unescaped(this.#elements.get(name) ?? "");
  }

  override whole(name: string): number {
    return Number(this.text(name));
  }

  override flag(name: string): boolean {
    return ["true", "1"].includes(this.text(name));
  }
}

/**
 * Reads an envelope as the sandbox's service does, 20 times as fast. It knows only what our client writes: one
 * namespace, no attributes on parameters, no element inside another of the same name.
 */
export function readPlainEnvelope(envelope: string): SoapRequest {
  const [, operation = "", content = ""] = /<soap:Body><(\w+)[^>]*>([\s\S]*)<\/\1><\/soap:Body>/.exec(envelope) ?? [];
  return {
    version: "1.1",
    operation: operation as OperationName,
    parameters: new PlainParameters(elementsOf(content)),
    sessionId: /<SessionId>([^<]*)<\/SessionId>/.exec(envelope)?.[1] ?? null,
  };
}

function elementsOf(content: string): Elements {
  const elements = new Map<string, string>();
  let at = 0;
  while (at < content.length) {
    const end = content.indexOf(">", at);
    const name = content.slice(at + 1, end);
    const close = content.indexOf(`</${name}>`, end);
    if (content[at] !== "<" || end === -1 || close === -1) break;
    elements.set(name, content.slice(end + 1, close));
    at = close + name.length + 3;
  }
  return elements;
}

const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&#13;": "\r", "&amp;": "&" };

const unescaped = (text: string): string =>
  text.includes("&") ? text.replace(/&(?:lt|gt|amp|#13);/g, (entity) => ENTITIES[entity] ?? entity) : text;
