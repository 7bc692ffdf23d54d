import { EVENT_TYPES } from "../events/event-types.ts";
import { OPERATION_NAMES, type OperationName } from "./operation-names.ts";
import { escapeXml, PEOPLEVOX_NAMESPACE } from "./xml.ts";

/** Request elements of each operation: name, type, and whether it may be left out. */
const REQUESTS: Readonly<Record<OperationName, readonly Part[]>> = {
  Authenticate: [optional("clientId", "s:string"), optional("username", "s:string"), optional("password", "s:string")],
  GetData: [optional("getRequest", "tns:GetRequest")],
  GetReportData: [optional("getReportRequest", "tns:GetReportRequest")],
  GetReportColumns: [optional("templateName", "s:string")],
  GetSaveTemplate: [optional("templateName", "s:string")],
  SaveData: [optional("saveRequest", "tns:SaveRequest")],
  SubscribeEvent: [
    required("eventType", "tns:SubscriptionEventTypes"),
    optional("filter", "s:string"),
    optional("callbackUrl", "s:string"),
    optional("encodeParameterData", "s:boolean"),
  ],
  SubscribePostEvent: [
    required("eventType", "tns:SubscriptionEventTypes"),
    optional("filter", "s:string"),
    optional("postUrl", "s:string"),
    optional("postParams", "s:string"),
    optional("encodeParameterData", "s:boolean"),
  ],
  UnsubscribeEvent: [required("subscriptionId", "s:int")],
};

const GET_REQUEST = [
  optional("TemplateName", "s:string"),
  required("PageNo", "s:int"),
  required("ItemsPerPage", "s:int"),
  optional("SearchClause", "s:string"),
];

const TYPES: Readonly<Record<string, readonly Part[]>> = {
  GetRequest: GET_REQUEST,
  SaveRequest: [optional("TemplateName", "s:string"), optional("CsvData", "s:string"), required("Action", "s:int")],
  // Assumption: the public WSDLs end after Statuses; the types of the later elements are guessed from live answers.
  IntegrationResponse: [
    required("ResponseId", "s:int"),
    required("TotalCount", "s:int"),
    optional("Detail", "s:string"),
    optional("Statuses", "tns:ArrayOfIntegrationStatusResponse"),
    required("ImportingQueueId", "s:int"),
    optional("SalesOrdersToDespatchIds", "s:string"),
    optional("ErrorCode", "s:string"),
  ],
  IntegrationStatusResponse: [
    optional("Reference", "s:string"),
    required("Status", "tns:IntegrationStatus"),
    required("LineNo", "s:int"),
  ],
};

interface Part {
  readonly name: string;
  readonly type: string;
  readonly least: 0 | 1;
}

function optional(name: string, type: string): Part {
  return { name, type, least: 0 };
}

function required(name: string, type: string): Part {
  return { name, type, least: 1 };
}

/** @param address - Where the service is: the full `.asmx` address */
export function renderWsdl(address: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:tns="${PEOPLEVOX_NAMESPACE}" targetNamespace="${PEOPLEVOX_NAMESPACE}">
<wsdl:types><s:schema elementFormDefault="qualified" targetNamespace="${PEOPLEVOX_NAMESPACE}">
${OPERATION_NAMES.map(renderElements).join("\n")}
<s:element name="UserSessionCredentials" type="tns:UserSessionCredentials"/>
${Object.entries(TYPES)
  .map(([name, parts]) => renderType(name, sequence(parts)))
  .join("\n")}
${renderType(
  "GetReportRequest",
  `<s:complexContent mixed="false"><s:extension base="tns:GetRequest">${sequence([
    optional("FilterClause", "s:string"),
    optional("OrderBy", "s:string"),
    optional("Columns", "s:string"),
  ])}</s:extension></s:complexContent>`,
)}
${renderType(
  "ArrayOfIntegrationStatusResponse",
  `<s:sequence><s:element minOccurs="0" maxOccurs="unbounded" name="IntegrationStatusResponse" nillable="true" type="tns:IntegrationStatusResponse"/></s:sequence>`,
)}
${renderType(
  "UserSessionCredentials",
  `<s:sequence><s:element minOccurs="1" maxOccurs="1" name="UserId" nillable="true" type="s:int"/>${[
    optional("ClientId", "s:string"),
    optional("SessionId", "s:string"),
  ]
    .map(renderPart)
    .join("")}</s:sequence><s:anyAttribute/>`,
)}
${renderEnumeration("IntegrationStatus", ["Error", "Success"])}
${renderEnumeration("SubscriptionEventTypes", EVENT_TYPES)}
</s:schema></wsdl:types>
${OPERATION_NAMES.map(renderMessages).join("\n")}
<wsdl:portType name="IntegrationServiceV4Soap">
${OPERATION_NAMES.map(
  (name) =>
    `<wsdl:operation name="${name}"><wsdl:input message="tns:${name}SoapIn"/><wsdl:output message="tns:${name}SoapOut"/></wsdl:operation>`,
).join("\n")}
</wsdl:portType>
${renderBinding("IntegrationServiceV4Soap", "soap")}
${renderBinding("IntegrationServiceV4Soap12", "soap12")}
<wsdl:service name="IntegrationServiceV4">
<wsdl:port name="IntegrationServiceV4Soap" binding="tns:IntegrationServiceV4Soap"><soap:address location="${escapeXml(address)}"/></wsdl:port>
<wsdl:port name="IntegrationServiceV4Soap12" binding="tns:IntegrationServiceV4Soap12"><soap12:address location="${escapeXml(address)}"/></wsdl:port>
</wsdl:service>
</wsdl:definitions>
`;
}

function renderPart({ name, type, least }: Part): string {
  return `<s:element minOccurs="${least}" maxOccurs="1" name="${name}" type="${type}"/>`;
}

function sequence(parts: readonly Part[]): string {
  return `<s:sequence>${parts.map(renderPart).join("")}</s:sequence>`;
}

function renderType(name: string, content: string): string {
  return `<s:complexType name="${name}">${content}</s:complexType>`;
}

function renderEnumeration(name: string, values: readonly string[]): string {
  const choices = values.map((value) => `<s:enumeration value="${value}"/>`).join("");
  return `<s:simpleType name="${name}"><s:restriction base="s:string">${choices}</s:restriction></s:simpleType>`;
}

function renderElements(name: OperationName): string {
  const request = `<s:element name="${name}"><s:complexType>${sequence(REQUESTS[name])}</s:complexType></s:element>`;
  const result = sequence([optional(`${name}Result`, "tns:IntegrationResponse")]);
  return `${request}<s:element name="${name}Response"><s:complexType>${result}</s:complexType></s:element>`;
}

function renderMessages(name: OperationName): string {
  const messages =
    `<wsdl:message name="${name}SoapIn"><wsdl:part name="parameters" element="tns:${name}"/></wsdl:message>` +
    `<wsdl:message name="${name}SoapOut"><wsdl:part name="parameters" element="tns:${name}Response"/></wsdl:message>`;
  if (name === "Authenticate") return messages;
  return `${messages}<wsdl:message name="${name}UserSessionCredentials"><wsdl:part name="UserSessionCredentials" element="tns:UserSessionCredentials"/></wsdl:message>`;
}

function renderBinding(name: string, prefix: "soap" | "soap12"): string {
  const operations = OPERATION_NAMES.map((operation) => {
    const header =
      operation === "Authenticate"
        ? ""
        : `<${prefix}:header message="tns:${operation}UserSessionCredentials" part="UserSessionCredentials" use="literal"/>`;
    return `<wsdl:operation name="${operation}"><${prefix}:operation soapAction="${PEOPLEVOX_NAMESPACE}${operation}" style="document"/><wsdl:input><${prefix}:body use="literal"/>${header}</wsdl:input><wsdl:output><${prefix}:body use="literal"/></wsdl:output></wsdl:operation>`;
  });
  return `<wsdl:binding name="${name}" type="tns:IntegrationServiceV4Soap"><${prefix}:binding transport="http://schemas.xmlsoap.org/soap/http"/>${operations.join("")}</wsdl:binding>`;
}
