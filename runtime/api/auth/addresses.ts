import type { IncomingHttpHeaders } from "node:http";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Is this an address that only programs on this machine reach? */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host);
}

/**
 * The names under which the console may be called. Any other is refused: a foreign page could otherwise give its own
 * name this machine's address, and its scripts would then count as the console's.
 *
 * @param listening - Where the server listens
 * @param configured - Addresses from the configuration
 */
export function allowedHosts(
  listening: { readonly host: string; readonly port: number },
  configured: readonly string[],
) {
  const port = String(listening.port);
  const own =
    isLoopback(listening.host) || isAnyAddress(listening.host) ? [...LOOPBACK] : [listening.host, ...LOOPBACK];
  return new Set([...own.map((name) => `${name}:${port}`), ...configured.map((url) => new URL(url).host)]);
}

export function isAnyAddress(host: string): boolean {
  return host === "0.0.0.0" || host === "::" || host === "";
}

/** Whether a change comes from a page of our own, or from no page at all. */
export function isFromOwnPage(headers: IncomingHttpHeaders, hosts: ReadonlySet<string>): boolean {
  const { origin } = headers;
  const site = headers["sec-fetch-site"];
  if (origin !== undefined && (!URL.canParse(origin) || !hosts.has(new URL(origin).host))) return false;
  return site === undefined || site === "same-origin" || site === "none";
}
