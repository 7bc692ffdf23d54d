import type { Element } from "@xmldom/xmldom";
import { isOperationName, type OperationName } from "./operation-names.ts";
import { childElements, parseXml, PEOPLEVOX_NAMESPACE, serviceChild, UnreadableXmlError } from "./xml.ts";

export type SoapVersion = "1.1" | "1.2";

/** Namespace of the envelope, by SOAP version. */
export const ENVELOPE_NAMESPACES: Readonly<Record<SoapVersion, string>> = {
  "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
  "1.2": "http://www.w3.org/2003/05/soap-envelope",
};

/** A request that is well-formed but no call of this service. It is answered with a SOAP fault. */
export class SoapFaultError extends Error {
  override readonly name = "SoapFaultError";
  readonly version: SoapVersion;

  constructor(message: string, version: SoapVersion) {
    super(message);
    this.version = version;
  }
}

export interface SoapRequest {
  readonly version: SoapVersion;
  readonly operation: OperationName;
  readonly parameters: Parameters;
  /** `null` when no session header is bound. */
  readonly sessionId: string | null;
}

/**
 * Reads a request body.
 *
 * @param soapAction - Header `SOAPAction`, or the action parameter of the content type; `null` when there is none
 * @throws {UnreadableXmlError} when it is no XML
 * @throws {SoapFaultError} when it is no envelope, or calls nothing that exists
 */
export function readSoapRequest(text: string, soapAction: string | null): SoapRequest {
  const envelope = parseXml(text).documentElement;
  const version = versionOf(envelope);
  if (envelope === null || version === null) {
    throw new UnreadableXmlError("Possible SOAP version mismatch: the root is not a SOAP 1.1 or 1.2 Envelope.");
  }
  const part = (name: string): Element | undefined =>
    childElements(envelope).find(
      (child) => child.localName === name && child.namespaceURI === ENVELOPE_NAMESPACES[version],
    );
  const body = part("Body");
  const call = body === undefined ? undefined : childElements(body)[0];
  const operation = operationOf(call, soapAction, version);
  return {
    version,
    operation,
    parameters: new Parameters(call ?? null, version),
    sessionId: sessionIdOf(part("Header") ?? null),
  };
}

function versionOf(envelope: Element | null): SoapVersion | null {
  if (envelope?.localName !== "Envelope") return null;
  if (envelope.namespaceURI === ENVELOPE_NAMESPACES["1.1"]) return "1.1";
  return envelope.namespaceURI === ENVELOPE_NAMESPACES["1.2"] ? "1.2" : null;
}

/** The first child of Body says what is called; a SOAPAction, quoted or not, must not say something else. */
function operationOf(call: Element | undefined, soapAction: string | null, version: SoapVersion): OperationName {
  const name = call?.localName ?? "";
  if (call?.namespaceURI !== PEOPLEVOX_NAMESPACE || !isOperationName(name)) {
    throw new SoapFaultError(`Server did not recognize the request element '${name}'.`, version);
  }
  const action = (soapAction ?? "").trim().replace(/^"(.*)"$/, "$1");
  if (action !== "" && action !== PEOPLEVOX_NAMESPACE + name) {
    throw new SoapFaultError(`Server did not recognize the value of HTTP Header SOAPAction: ${action}.`, version);
  }
  return name;
}

function sessionIdOf(header: Element | null): string | null {
  const credentials = serviceChild(header, "UserSessionCredentials");
  return serviceChild(credentials, "SessionId")?.textContent ?? null;
}

/**
 * Parameters of a call, read the way ASMX reads them: by name and namespace, in any order. What is missing, or sits in
 * another namespace, has its default.
 */
export class Parameters {
  readonly #element: Element | null;
  readonly #version: SoapVersion;

  constructor(element: Element | null, version: SoapVersion) {
    this.#element = element;
    this.#version = version;
  }

  /** A wrapper element such as `getRequest`. */
  inside(name: string): Parameters {
    return new Parameters(serviceChild(this.#element, name), this.#version);
  }

  /** `""` when missing. */
  text(name: string): string {
    return serviceChild(this.#element, name)?.textContent ?? "";
  }

  /** `0` when missing. */
  whole(name: string): number {
    const text = this.text(name).trim();
    if (text === "" && serviceChild(this.#element, name) === null) return 0;
    if (/^[+-]?\d{1,10}$/.test(text)) return Number(text);
    throw this.#unreadable(name, text, "a whole number");
  }

  /** `false` when missing. */
  flag(name: string): boolean {
    const text = this.text(name).trim();
    if (text === "" || text === "false" || text === "0") return false;
    if (text === "true" || text === "1") return true;
    throw this.#unreadable(name, text, "true or false");
  }

  /** One of a list; the schema knows no other. */
  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const text = this.text(name).trim();
    const value = values.find((candidate) => candidate === text);
    if (value === undefined) throw this.#unreadable(name, text, `one of ${values.join(", ")}`);
    return value;
  }

  #unreadable(name: string, text: string, expected: string): SoapFaultError {
    const message = `Server was unable to read request. ---> Instance validation error: '${text}' in ${name} is not ${expected}.`;
    return new SoapFaultError(message, this.#version);
  }
}
