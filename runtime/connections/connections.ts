import { appField, isAppField } from "./app-field.ts";
import type { Config } from "./config-schema.ts";
import { secretParts } from "./secret-parts.ts";

/** A named connection with its fields under the names that components use: `shopifyShop`, `peoplevoxPassword`, … */
export interface Connection {
  readonly name: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Fields that are never shown. The address of an alert channel is its key; that of a mail server holds a password. */
const SECRET_FIELD = /(token|secret|password|channels|mailServer)$/i;

/**
 * All connections by name: those of the database, and over them those of the configuration file.
 *
 * @param stored - From the table `connections`
 */
export function namedConnections(config: Config, stored: readonly Connection[]): ReadonlyMap<string, Connection> {
  const fromFile = Object.entries(config.connections).map(([name, given]) => ({
    name,
    type: given.type,
    fields: given.type === "app" ? { [appField(given.app)]: given.auth } : fieldsOf(given),
  }));
  return new Map([...stored, ...fromFile].map((connection) => [connection.name, connection]));
}

function fieldsOf({
  type,
  ...fields
}: Readonly<Record<string, unknown>> & { readonly type: string }): Connection["fields"] {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [propName(type, field), value]));
}

/** `accessToken` of a `shopify` connection fills the prop `shopifyAccessToken`; a field that has its prefix keeps it. */
function propName(type: string, field: string): string {
  return field.startsWith(type) ? field : `${type}${field.charAt(0).toUpperCase()}${field.slice(1)}`;
}

/** The secret values of a connection and what is secret inside them, to be kept out of the history. */
export function connectionSecrets({ fields }: Connection): string[] {
  const secrets = Object.entries(fields).flatMap(([field, value]) => {
    if (isAppField(field)) return Object.values(value as Record<string, unknown>);
    return SECRET_FIELD.test(field) ? [value].flat() : [];
  });
  return secrets.filter((value) => typeof value === "string").flatMap((value) => [value, ...secretParts(value)]);
}

/** A connection as it may be shown. */
export function withoutSecrets({ name, type, fields }: Connection): Connection {
  const isSecret = (field: string): boolean => isAppField(field) || SECRET_FIELD.test(field);
  const shown = Object.entries(fields).map(([field, value]) => [field, isSecret(field) ? "••••" : value]);
  return { name, type, fields: Object.fromEntries(shown) as Record<string, unknown> };
}
