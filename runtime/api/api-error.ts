/** A request that is refused. What it says reaches the caller. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly { readonly path: string; readonly message: string }[];

  constructor(status: number, code: string, message: string, details: ApiError["details"] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** What was asked for is not there. @param what - Such as `run 17` */
export const notFound = (what: string): ApiError => new ApiError(404, "not-found", `There is no ${what}.`);

/** It cannot be done as things stand. @param because - A sentence that says whether anything was changed */
export const refused = (because: string): ApiError => new ApiError(409, "refused", because);
