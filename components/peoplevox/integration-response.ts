import {
  PeoplevoxCredentialsRefusedError,
  PeoplevoxRequestRefusedError,
  PeoplevoxSessionExpiredError,
} from "./peoplevox-errors.ts";
import type { IntegrationResponse, RowStatus, SoapCall } from "./soap-response.ts";

/** An answer that is not a refusal of the whole call. */
export interface IntegrationResult {
  readonly totalCount: number;
  readonly detail: string;
  /** SaveData only: one per row. */
  readonly statuses: readonly RowStatus[];
  /** SaveData only: Peoplevox said -1, but it stored rows or names the refused ones. */
  readonly partial: boolean;
}

/**
 * The one place that reads `ResponseId`: 0 is success, anything else a refusal, and HTTP is 200 for both.
 * The exception is SaveData, where -1 also stands for a partial import: rows are told apart by their own status.
 *
 * @param subject - Template or report the call was about; empty for none
 * @throws {PeoplevoxSessionExpiredError} The session is over or was never known
 * @throws {PeoplevoxCredentialsRefusedError} Authenticate was refused
 * @throws {PeoplevoxRequestRefusedError} Any other refusal of the whole call
 */
export function readIntegrationResponse(
  call: SoapCall,
  subject: string,
  response: IntegrationResponse,
): IntegrationResult {
  const { totalCount, detail, statuses } = response;
  if (response.responseId === 0) return { totalCount, detail, statuses, partial: false };

  if (call.operation === "Authenticate") {
    throw new PeoplevoxCredentialsRefusedError(`Peoplevox refused to log us in: "${detail}".`);
  }
  if (isSessionRefusal(detail)) throw new PeoplevoxSessionExpiredError(call.operation);
  if (call.operation === "SaveData" && (totalCount > 0 || statuses.length > 0)) {
    return { totalCount, detail, statuses, partial: true };
  }
  throw new PeoplevoxRequestRefusedError({ operation: call.operation, subject, detail, errorCode: response.errorCode });
}

/** Texts seen: `System : Security - Invalid Session` and `System : Security - Session Expired`. */
function isSessionRefusal(detail: string): boolean {
  return /Security\s*[-:]\s*(Invalid Session|Session Expired)/i.test(detail);
}
