/** The step's process did not get to its end. Whether its code changed anything elsewhere is not known. */
export class CodeStepError extends Error {
  override readonly name = "CodeStepError";
  readonly code: "code-step-timeout" | "code-step-out-of-memory" | "code-step-ended" | "code-step-invalid";
  readonly retry: "never" | "only-after-checking";
  readonly effect: "unknown" | "nothing-sent";

  constructor(code: CodeStepError["code"], message: string) {
    super(message);
    this.code = code;
    const ran = code !== "code-step-invalid";
    this.retry = ran ? "only-after-checking" : "never";
    this.effect = ran ? "unknown" : "nothing-sent";
  }
}
