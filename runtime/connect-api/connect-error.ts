/** A call that cannot be answered. Sent as `{ error }` with its status, as Connect does. */
export class ConnectError extends Error {
  override readonly name = "ConnectError";
  readonly statusCode: number;

  constructor(statusCode: 400 | 401 | 404 | 422, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}
