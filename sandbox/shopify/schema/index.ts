export {
  ADMIN_API_VERSIONS,
  NEWEST_ADMIN_API_VERSION,
  OLDEST_ADMIN_API_VERSION,
  type AdminApiVersion,
} from "./admin-schema-package.ts";
export { ensureAdminSchema } from "./ensure-admin-schema.ts";
export { loadAdminSchema, type AdminSchema, type ScopeRule } from "./load-admin-schema.ts";
