import type { ErrorBody } from "../../../runtime/api/contract/common.ts";

type Details = NonNullable<ErrorBody["error"]["details"]>;

/** What is said where a page cannot be opened since its code was not to be had. */
export const CODE_DID_NOT_COME =
  "The page did not come: LastEdit does not answer, or has just been upgraded. It may be restarting, or this device is offline.";

/** The runtime refused a request, or could not be reached. The message is for the person. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly code: string;
  readonly details: Details;

  constructor(status: number, error: ErrorBody["error"], options?: ErrorOptions) {
    super(error.message, options);
    this.status = status;
    this.code = error.code;
    this.details = error.details ?? [];
  }

  static unreachable(cause: unknown): ApiError {
    const message = "LastEdit does not answer. It may be restarting, or this device is offline.";
    return new ApiError(0, { code: "unreachable", message }, { cause });
  }

  /** What was wrong with one field of a form; undefined when nothing was. */
  about(field: string): string | undefined {
    return this.details.find(({ path }) => path === field)?.message;
  }
}

/** Reads a refusal. One without the contract's body comes from something in between, such as a proxy. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (isErrorBody(body)) return new ApiError(response.status, body.error);
  const message = `LastEdit answered with status ${response.status} and no explanation.`;
  return new ApiError(response.status, { code: "no-explanation", message });
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== "object" || body === null || !("error" in body)) return false;
  const { error } = body;
  return typeof error === "object" && error !== null && "message" in error && "code" in error;
}
