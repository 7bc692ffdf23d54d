import { isRecord } from "../../component-host/json.ts";
import { appField, isAppField } from "../../connections/app-field.ts";
import { ApiError } from "../api-error.ts";

const HIDDEN = "••••";
const SLUG = /^[a-z0-9_]+$/;

/**
 * Fields of a connection under the names that components use. An app's account is one field of its own, which is
 * replaced as a whole: `{ app: "slack", oauth_access_token: "…" }` → `{ "app:slack": { oauth_access_token: "…" } }`.
 *
 * @throws {ApiError} When what is given is no account of an app
 */
export function normalised(type: string, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (type === "app") return accountOf(fields);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name.startsWith(type) ? name : `${type}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      typeof value === "string" ? value.trim() : value,
    ]),
  );
}

function accountOf({ app, ...auth }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (app === undefined) {
    for (const [name, value] of Object.entries(auth))
      if (!isAppField(name) || (value !== HIDDEN && !isRecord(value)))
        throw noAccount(name, "expected app: <slug> and the account's values by name");
    return auth;
  }
  if (typeof app !== "string" || !SLUG.test(app))
    throw noAccount("app", "expected an app's slug, as in slack or google_sheets");
  const values = Object.entries(auth).map(
    ([name, value]) => [name.trim(), typeof value === "string" ? value.trim() : value] as const,
  );
  if (values.length === 0 || values.some(([name, value]) => name === "" || value === "")) {
    throw noAccount(
      Object.keys(auth)[0] ?? "app",
      "expected at least one value, each with its name, such as oauth_access_token",
    );
  }
  return { [appField(app)]: Object.fromEntries(values) };
}

function noAccount(field: string, expected: string): ApiError {
  const message = `${expected}. Nothing was changed.`;
  return new ApiError(400, "bad-request", message.charAt(0).toUpperCase() + message.slice(1), [
    { path: `fields.${field}`, message: expected },
  ]);
}

/** What is left out, or comes as the dots that hide a secret, stays as it is; `null` takes a field away. */
export function setFields(
  before: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(given)) {
    if (value === HIDDEN || value === undefined) continue;
    if (value === null) Reflect.deleteProperty(fields, name);
    else fields[name] = value;
  }
  return fields;
}
