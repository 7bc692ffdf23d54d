import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";
import { type AdminApiVersion, schemaFileName } from "./admin-schema-package.ts";
import { ensureAdminSchema } from "./ensure-admin-schema.ts";

/** Who may use a type or field; several scopes mean "any one of them". */
export interface ScopeRule {
  scopes: readonly string[];
  /** Shopify's own words, as they appear in an ACCESS_DENIED error. */
  requiredAccess: string;
}

export interface AdminSchema {
  version: AdminApiVersion;
  schema: GraphQLSchema;
  /** Keyed by `Type` or `Type.field`; only entries that need a scope. */
  scopeRules: ReadonlyMap<string, ScopeRule>;
}

interface SchemaFile {
  data: IntrospectionQuery;
  offline_scopes: {
    items: {
      type: "type" | "field";
      typeName: string;
      fieldName?: string;
      requiredAccess: string;
      offlineScopes: string[];
    }[];
  };
}

/** One fetch for all versions of this process. */
let fetching: Promise<string> | undefined;

const loaded = new Map<AdminApiVersion, Promise<AdminSchema>>();

/**
 * Shopify's real Admin schema of one version, with the access scope of each type and field.
 * Fetches the schema files when they are not there; built once per process (about 0.3 s).
 */
export function loadAdminSchema(version: AdminApiVersion): Promise<AdminSchema> {
  const known = loaded.get(version);
  if (known !== undefined) return known;
  const loading = read(version).catch((error: unknown) => {
    loaded.delete(version);
    fetching = undefined;
    throw error;
  });
  loaded.set(version, loading);
  return loading;
}

async function read(version: AdminApiVersion): Promise<AdminSchema> {
  fetching ??= ensureAdminSchema();
  const path = join(await fetching, schemaFileName(version));
  const file = await parseSchemaFile(path);
  const scopeRules = new Map<string, ScopeRule>();
  for (const item of file.offline_scopes.items) {
    if (item.offlineScopes.length === 0) continue;
    const key = item.fieldName === undefined ? item.typeName : `${item.typeName}.${item.fieldName}`;
    scopeRules.set(key, { scopes: item.offlineScopes, requiredAccess: item.requiredAccess });
  }
  // The file comes from Shopify and is checked by integrity: validating 3,500 types again only costs time.
  return { version, schema: buildClientSchema(file.data, { assumeValid: true }), scopeRules };
}

async function parseSchemaFile(path: string): Promise<SchemaFile> {
  try {
    return JSON.parse(gunzipSync(await readFile(path)).toString("utf8")) as SchemaFile;
  } catch (cause) {
    throw new Error(`The Admin schema file ${path} cannot be read. Delete it; it is fetched again at the next start.`, {
      cause,
    });
  }
}
