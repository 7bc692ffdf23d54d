import { SearchClauseError } from "../search/tokens.ts";
import type { OperationName } from "../soap/operation-names.ts";
import type { SoapRequest } from "../soap/request.ts";
import { failed, type IntegrationResponse } from "../soap/response.ts";
import type { Tenant } from "../tenant.ts";
import { authenticate } from "./authenticate.ts";
import { getData } from "./get-data.ts";
import { getSaveTemplate } from "./get-save-template.ts";
import type { Operation } from "./operation.ts";
import { getReportColumns, getReportData } from "./reports.ts";
import { saveData } from "./save-data.ts";
import { subscribeEvent, subscribePostEvent, unsubscribeEvent } from "./subscribe.ts";

const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  Authenticate: authenticate,
  GetData: getData,
  GetReportData: getReportData,
  GetReportColumns: getReportColumns,
  GetSaveTemplate: getSaveTemplate,
  SaveData: saveData,
  SubscribeEvent: subscribeEvent,
  SubscribePostEvent: subscribePostEvent,
  UnsubscribeEvent: unsubscribeEvent,
};

/** Answers a call: every operation but Authenticate needs a session, and a bad clause is a refusal. */
export function perform({ operation, parameters, sessionId }: SoapRequest, tenant: Tenant): IntegrationResponse {
  if (operation !== "Authenticate") {
    const refusal = tenant.sessions.use(sessionId);
    if (refusal !== null) {
      const text = refusal === "expired" ? tenant.profile.expiredSessionText : "Invalid Session";
      return failed(`System : Security - ${text}`);
    }
  }
  try {
    return OPERATIONS[operation](parameters, tenant);
  } catch (error) {
    if (error instanceof SearchClauseError) return failed(error.message);
    throw error;
  }
}
