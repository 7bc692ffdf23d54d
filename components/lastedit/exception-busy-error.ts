import { IntegrationError } from "../integration-error.ts";

/** Others kept writing the same exception. The change is written down, and will be carried out later. */
export class ExceptionBusyError extends IntegrationError {
  readonly code = "exception-busy";

  constructor(exceptionId: string, change: string) {
    super({
      message: `The exception ${exceptionId} was changed by others at the same moment, again and again. "${change}" is written down and will be carried out when the store is settled. Do not send it again.`,
      retry: "never",
      effect: "unknown",
    });
  }
}
