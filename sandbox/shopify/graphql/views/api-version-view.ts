import { ADMIN_API_VERSIONS, NEWEST_ADMIN_API_VERSION } from "../../schema/index.ts";

export const apiVersionView = (handle: string): object => ({
  handle,
  displayName: handle === NEWEST_ADMIN_API_VERSION ? `${handle} (Latest)` : handle,
  supported: (ADMIN_API_VERSIONS as readonly string[]).includes(handle),
});
