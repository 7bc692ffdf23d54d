import { databaseFolder } from "../../store/database-folder.ts";
import { folderHolder } from "../../store/embedded/folder-lock.ts";
import { withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { personHere } from "../exceptions/person-here.ts";
import { RefusedError } from "../local-api/backend.ts";

/**
 * Lets every process that runs recipes read recipes and packages again, after a command has changed their files.
 *
 * @param asked - `because`: what the command did; `recipe`: which one, where it is about one
 * @returns When the change counts, as the end of a sentence
 */
export async function tellRunning(
  context: CommandContext,
  asked: { readonly because: string; readonly recipe?: string },
): Promise<string> {
  const { places, env } = context;
  // Nobody to tell: opening the embedded database for this alone would take seconds.
  if (env["DATABASE_URL"] === undefined && (await folderHolder(databaseFolder(places.home))) === null)
    return "from the next start on";
  try {
    return await withBackend(context, async (backend, remote) => {
      await backend.reload({ by: personHere(), ...asked });
      return remote ? "within seconds" : "within seconds where LastEdit runs, else from the next start on";
    });
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return `from the next start on. What runs could not be told: ${error.message.replace(/\.$/, "")}`;
  }
}
