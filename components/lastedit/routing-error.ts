import { IntegrationError } from "../integration-error.ts";

/** The routing of exceptions is not usable. Nothing was stored or sent. */
export class RoutingError extends IntegrationError {
  readonly code = "routing-not-usable";
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super({
      message: `The routing is not usable: ${mistakes.join("; ")}. Nothing was changed.`,
      retry: "never",
      effect: "nothing-sent",
    });
    this.mistakes = mistakes;
  }
}
