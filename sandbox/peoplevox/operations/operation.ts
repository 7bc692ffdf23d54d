import type { Parameters } from "../soap/request.ts";
import type { IntegrationResponse } from "../soap/response.ts";
import type { Tenant } from "../tenant.ts";

/** What one operation of the service does. */
export type Operation = (parameters: Parameters, tenant: Tenant) => IntegrationResponse;
