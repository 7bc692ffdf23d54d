import { isLoopback } from "../../api/auth/addresses.ts";
import type { Config } from "../../connections/config-schema.ts";
import type { Queryable } from "../../store/database.ts";
import { anyoneHasPassword } from "../../store/users.ts";
import { RefusedError } from "../local-api/backend.ts";

/**
 * An address that others reach shows the console to them: then somebody must be able to sign in properly.
 *
 * @throws {RefusedError} Saying what to do
 */
export async function refuseUnguardedBind(
  config: Pick<Config, "host" | "console">,
  database: Queryable,
): Promise<void> {
  if (isLoopback(config.host) || config.console.oidc !== undefined || (await anyoneHasPassword(database))) return;
  throw new RefusedError(
    `The configuration makes LastEdit listen on ${config.host}, where others reach its console, and no user has a password yet. ` +
      "Nothing was started. Start it on 127.0.0.1 first, sign in by the link it prints, give yourself an e-mail and a password; " +
      'or configure console.oidc. To take only webhooks there, leave "host" at 127.0.0.1 and set "hooks".',
  );
}
