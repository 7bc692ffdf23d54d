import { existsSync } from "node:fs";
import { databaseFolder } from "../../store/database-folder.ts";
import { withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { personHere } from "../exceptions/person-here.ts";
import { RefusedError } from "../local-api/backend.ts";

/**
 * Lets every process that runs recipes read recipes and packages again, after a command has changed their files, and
 * writes into the audit log that it did.
 *
 * @param asked - `because`: what the command did; `recipe`: which one, where it is about one
 * @returns When the change counts, as the end of a sentence
 */
export async function tellRunning(
  context: CommandContext,
  asked: { readonly because: string; readonly recipe?: string },
): Promise<string> {
  const { places, env } = context;
  const embedded = env["DATABASE_URL"] === undefined;
  // Before the first start there is nobody to tell, and no audit log.
  if (embedded && !existsSync(databaseFolder(places.home))) return "from the next start on";
  try {
    return await withBackend(context, async (backend, remote) => {
      await backend.reload({ by: personHere(), ...asked });
      if (embedded && !remote) return "from the next start on";
      return remote ? "within seconds" : "within seconds where LastEdit runs, else from the next start on";
    });
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return `from the next start on. What runs could not be told, and the audit log has no entry: ${error.message.replace(/\.$/, "")}`;
  }
}
