/** The namespace of body, header and types in the service's WSDL. */
export const PEOPLEVOX_NAMESPACE = "http://www.peoplevox.net/";

/** Parameters of an operation by element name, nested where the WSDL nests them. `undefined` leaves an element out. */
export interface SoapParameters {
  readonly [element: string]: string | number | boolean | undefined | SoapParameters;
}

/** What a call other than Authenticate carries in its header. */
export interface PeoplevoxSession {
  readonly clientId: string;
  readonly sessionId: string;
}

/**
 * A SOAP 1.1 request. No line break or indentation is added anywhere, since white space inside `CsvData` would be
 * data. `UserId` is required by the WSDL and not checked by the service; 0 is what working clients send.
 */
export function soapEnvelope(operation: string, parameters: SoapParameters, session: PeoplevoxSession | null): string {
  const header =
    session === null
      ? ""
      : `<soap:Header><UserSessionCredentials xmlns="${PEOPLEVOX_NAMESPACE}">${elements({
          UserId: 0,
          ClientId: session.clientId,
          SessionId: session.sessionId,
        })}</UserSessionCredentials></soap:Header>`;
  return (
    `<?xml version="1.0" encoding="utf-8"?>` +
    `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">${header}` +
    `<soap:Body><${operation} xmlns="${PEOPLEVOX_NAMESPACE}">${elements(parameters)}</${operation}></soap:Body></soap:Envelope>`
  );
}

function elements(parameters: SoapParameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => (value === undefined ? "" : `<${name}>${content(value)}</${name}>`))
    .join("");
}

function content(value: string | number | boolean | SoapParameters): string {
  return typeof value === "object" ? elements(value) : escapeXml(String(value));
}

const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/**
 * Text as element content. A carriage return is written as a reference, or the reader would turn it into a line feed;
 * characters that XML 1.0 cannot carry at all (most control characters, half surrogate pairs) become a space.
 */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_IN_XML, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}
