/** Names of fields whose values are never written down or shown. */
const SECRET_FIELD = /(token|secret|password|channels|mailServer|auth|apiKey|api_key|current|next|csrf)$/i;

/** The same value with secret fields hidden, at any depth. */
export function withoutSecretFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecretFields);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, SECRET_FIELD.test(name) ? "••••" : withoutSecretFields(each)]),
  );
}
