import { expect, test } from "@jest/globals";
import { peoplevoxAddress } from "../../../components/peoplevox/peoplevox-address.ts";

const SERVICE = "/acme1234/resources/integrationservicev4.asmx";

test.each([
  ["wms.peoplevox.net", `https://wms.peoplevox.net${SERVICE}`],
  [" https://wms.peoplevox.net/ ", `https://wms.peoplevox.net${SERVICE}`],
  ["https://wms.peoplevox.net/acme1234", `https://wms.peoplevox.net${SERVICE}`],
  ["wms.peoplevox.net/ACME1234/", `https://wms.peoplevox.net${SERVICE}`],
  [`https://ap.peoplevox.net${SERVICE}?wsdl`, `https://ap.peoplevox.net${SERVICE}`],
  [
    "https://wms.peoplevox.net/acme1234/Resources/IntegrationServicev4.asmx",
    "https://wms.peoplevox.net/acme1234/Resources/IntegrationServicev4.asmx",
  ],
  ["http://127.0.0.1:8080", `http://127.0.0.1:8080${SERVICE}`],
])("%j is %s", (url, expected) => {
  expect(peoplevoxAddress(url, "acme1234")).toBe(expected);
});

test.each([
  [
    "",
    "acme1234",
    'the address "" cannot be read; expected a host such as wms.peoplevox.net or the full .asmx address.',
  ],
  ["https://wms .net", "acme1234", 'the address "https://wms .net" cannot be read'],
  ["https://wms.peoplevox.net/other", "acme1234", 'the address has the path "/other"; expected "/acme1234/resources/'],
  ["https://wms.peoplevox.net/acme1234/api", "acme1234", 'the address has the path "/acme1234/api"'],
  ["https://wms.peoplevox.net/%E0%A4%A/x", "acme1234", 'the address has the path "/%E0%A4%A/x"'],
  ["wms.peoplevox.net", " ", "the client id is empty."],
])("the address %j of client %j is refused: %s", (url, clientId, problem) => {
  expect(() => peoplevoxAddress(url, clientId)).toThrow(`Peoplevox settings: ${problem}`);
});
