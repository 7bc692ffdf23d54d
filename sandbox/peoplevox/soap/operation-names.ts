/** The operations of integration service v4, in the order of its WSDL. */
export const OPERATION_NAMES = [
  "Authenticate",
  "GetData",
  "GetReportData",
  "GetReportColumns",
  "GetSaveTemplate",
  "SaveData",
  "SubscribeEvent",
  "SubscribePostEvent",
  "UnsubscribeEvent",
] as const;

export type OperationName = (typeof OPERATION_NAMES)[number];

export function isOperationName(name: string): name is OperationName {
  return (OPERATION_NAMES as readonly string[]).includes(name);
}
