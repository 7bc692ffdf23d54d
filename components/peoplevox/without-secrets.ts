/** Shorter words would turn ordinary text into gaps. */
const SHORTEST_SECRET = 6;

/** The same error with each secret in its texts replaced: a server may echo what it was sent. */
export function withoutSecrets(error: unknown, secrets: readonly string[]): unknown {
  if (!(error instanceof Error)) return error;
  for (const field of ["message", "stack", "detail"]) {
    const text: unknown = Reflect.get(error, field);
    if (typeof text === "string") Reflect.set(error, field, hide(text, secrets));
  }
  return error;
}

function hide(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((hidden, secret) => hidden.replaceAll(secret, "[secret]"), text);
}
