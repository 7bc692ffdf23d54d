/** A package could not be added, removed or loaded. The message says what was left as it was. */
export class PackageError extends Error {
  override readonly name = "PackageError";
  readonly code: "package-invalid" | "package-not-found" | "package-in-use" | "licence-refused" | "npm-failed";

  constructor(code: PackageError["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
