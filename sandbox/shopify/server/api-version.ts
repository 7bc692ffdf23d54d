import { ADMIN_API_VERSIONS, type AdminApiVersion, OLDEST_ADMIN_API_VERSION } from "../schema/index.ts";

/** A version that is expired or unknown is not refused: it falls forward to the oldest supported one. */
export const resolveApiVersion = (asked: string): AdminApiVersion =>
  ADMIN_API_VERSIONS.find((version) => version === asked) ?? OLDEST_ADMIN_API_VERSION;
