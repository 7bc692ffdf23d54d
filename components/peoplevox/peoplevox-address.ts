import { PeoplevoxSettingsError } from "./peoplevox-errors.ts";

const SERVICE_PATH = "resources/integrationservicev4.asmx";

/**
 * The full address of the integration service.
 *
 * @param url - `https://host/client/resources/integrationservicev4.asmx`, `https://host/client`, `https://host` or `host`
 * @param clientId - The tenant; first part of the path
 * @throws {PeoplevoxSettingsError} Not an address, or one of another tenant
 * @example
 * peoplevoxAddress("wms.peoplevox.net", "acme1234");
 * // "https://wms.peoplevox.net/acme1234/resources/integrationservicev4.asmx"
 */
export function peoplevoxAddress(url: string, clientId: string): string {
  const given = url.trim();
  const client = encodeURIComponent(clientId.trim());
  if (client === "") throw new PeoplevoxSettingsError("the client id is empty.");
  const withScheme = /^https?:\/\//i.test(given) ? given : `https://${given}`;
  if (!URL.canParse(withScheme)) {
    throw new PeoplevoxSettingsError(
      `the address "${given}" cannot be read; expected a host such as wms.peoplevox.net or the full .asmx address.`,
    );
  }
  const address = new URL(withScheme);
  const [tenant, ...service] = address.pathname.split("/").filter((part) => part !== "");
  const isService = service.length === 0 || service.join("/").toLowerCase() === SERVICE_PATH;
  const isTenant = tenant === undefined || tenant.toLowerCase() === client.toLowerCase();
  if (!isService || !isTenant) {
    throw new PeoplevoxSettingsError(
      `the address has the path "${address.pathname}"; expected "/${client}/${SERVICE_PATH}" or no path.`,
    );
  }
  const path = service.length > 0 ? address.pathname : `/${client}/${SERVICE_PATH}`;
  return `${address.protocol}//${address.host}${path}`;
}
